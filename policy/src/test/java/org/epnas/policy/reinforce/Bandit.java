package org.epnas.policy.reinforce;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;

/**
 * A bandit with sixteen arms as an adaptation: first one of four categorical values, then one of
 * four tokens.
 */
final class Bandit implements TransformationTree {
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("type", 4)), List.of(new Vocabulary.Category("arm", 4)));

  @Override
  public List<Token> tokens() {
    return List.of(token(0), token(1), token(2), token(3));
  }

  private static Token token(int type) {
    return new Token(List.of(type));
  }

  @Override
  public Optional<Choice> next(List<Integer> chosen) {
    BitSet four = new BitSet();
    four.set(0, 4);
    return switch (chosen.size()) {
      case 0 -> Optional.of(new Choice(0, four));
      case 1 -> Optional.of(new Choice(Choice.POINTER, four));
      default -> Optional.empty();
    };
  }

  @Override
  public Architecture apply(List<Integer> action) {
    throw new UnsupportedOperationException("A bandit builds no network: " + action);
  }
}
