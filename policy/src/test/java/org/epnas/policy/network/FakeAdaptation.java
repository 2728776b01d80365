package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;

/**
 * A small tree of choices over a sequence of tokens: kind (insert, remove or stop), then for insert
 * a position, a width and a second position before the first; for remove a position; for stop
 * nothing. Only even widths are valid, and position 0 cannot be removed.
 */
final class FakeAdaptation implements TransformationTree {
  static final int INSERT = 0;
  static final int REMOVE = 1;
  static final int STOP = 2;
  static final int KIND_HEAD = 0;
  static final int WIDTH_HEAD = 1;
  static final int WIDTHS = 5;
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("type", 4), new Vocabulary.Category("width", 3)),
          List.of(new Vocabulary.Category("kind", 3), new Vocabulary.Category("width", WIDTHS)));

  private final List<Token> tokens = new ArrayList<>();

  /**
   * @param types value of the first feature of each token; the second is derived from it
   */
  FakeAdaptation(int... types) {
    for (int type : types) {
      tokens.add(new Token(List.of(type, (type + tokens.size()) % 3)));
    }
  }

  @Override
  public List<Token> tokens() {
    return tokens;
  }

  @Override
  public Optional<Choice> next(List<Integer> chosen) {
    return switch (chosen.size()) {
      case 0 -> Optional.of(new Choice(KIND_HEAD, kinds()));
      case 1 -> chosen.get(0) == STOP ? Optional.empty() : Optional.of(position(chosen.get(0)));
      case 2 -> chosen.get(0) == INSERT ? Optional.of(width()) : Optional.empty();
      case 3 -> Optional.of(new Choice(Choice.POINTER, range(0, chosen.get(1) + 1)));
      default -> Optional.empty();
    };
  }

  private BitSet kinds() {
    BitSet kinds = range(0, 3);
    kinds.set(REMOVE, tokens.size() > 1);
    return kinds;
  }

  private Choice position(int kind) {
    return new Choice(Choice.POINTER, range(kind == REMOVE ? 1 : 0, tokens.size()));
  }

  private static Choice width() {
    BitSet even = new BitSet();
    for (int width = 0; width < WIDTHS; width += 2) {
      even.set(width);
    }
    return new Choice(WIDTH_HEAD, even);
  }

  private static BitSet range(int from, int to) {
    BitSet bits = new BitSet();
    bits.set(from, to);
    return bits;
  }

  @Override
  public Architecture apply(List<Integer> action) {
    throw new UnsupportedOperationException("These tests never build a network: " + action);
  }
}
