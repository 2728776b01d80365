package org.epnas.policy.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.testkit.fake.ChainSpace;

/**
 * A tiny generative space: the chains of {@link ChainSpace} with exactly 6 convolutions, 6^6 =
 * 46,656 of them. Generation chooses channels and kernel of each in turn; a transformation changes
 * one.
 */
public final class SlotSpace implements GenerativeSpace {
  private static final int SLOTS = 6;
  private static final int CHANNELS = 3;
  private static final int KERNELS = 2;
  private static final int CHANNEL_HEAD = 1;
  private static final int KERNEL_HEAD = 2;

  private final ChainSpace chains = new ChainSpace();

  @Override
  public Architecture initial() {
    return chains.chain(Collections.nCopies(SLOTS, new Token(List.of(0, 0))));
  }

  @Override
  public Vocabulary vocabulary() {
    return chains.vocabulary();
  }

  @Override
  public TransformationTree generation() {
    return new Generation();
  }

  @Override
  public TransformationTree transformations(Architecture architecture) {
    return new SlotChange(chains.transformations(architecture).tokens());
  }

  private static Optional<Choice> choice(int head, BitSet valid) {
    return Optional.of(new Choice(head, valid));
  }

  private static BitSet below(int size) {
    BitSet values = new BitSet();
    values.set(0, size);
    return values;
  }

  private final class Generation implements TransformationTree {
    @Override
    public List<Token> tokens() {
      return transformations(initial()).tokens();
    }

    @Override
    public Optional<Choice> next(List<Integer> chosen) {
      if (chosen.size() == 2 * SLOTS) {
        return Optional.empty();
      }
      return chosen.size() % 2 == 0
          ? choice(CHANNEL_HEAD, below(CHANNELS))
          : choice(KERNEL_HEAD, below(KERNELS));
    }

    @Override
    public Architecture apply(List<Integer> action) {
      return chains.chain(
          IntStream.range(0, SLOTS)
              .mapToObj(slot -> new Token(List.of(action.get(2 * slot), action.get(2 * slot + 1))))
              .toList());
    }
  }

  /** {@code (slot, channels, kernel)}, not both as they are. */
  private final class SlotChange implements TransformationTree {
    private final List<Token> tokens;

    SlotChange(List<Token> tokens) {
      this.tokens = tokens;
    }

    @Override
    public List<Token> tokens() {
      return tokens;
    }

    @Override
    public Optional<Choice> next(List<Integer> chosen) {
      return switch (chosen.size()) {
        case 0 -> choice(Choice.POINTER, below(SLOTS));
        case 1 -> choice(CHANNEL_HEAD, below(CHANNELS));
        case 2 -> choice(KERNEL_HEAD, kernels(tokens.get(chosen.getFirst()), chosen.get(1)));
        default -> Optional.empty();
      };
    }

    private static BitSet kernels(Token token, int channels) {
      BitSet valid = below(KERNELS);
      if (token.values().get(0) == channels) {
        valid.clear(token.values().get(1));
      }
      return valid;
    }

    @Override
    public Architecture apply(List<Integer> action) {
      List<Token> changed = new ArrayList<>(tokens);
      changed.set(action.getFirst(), new Token(action.subList(1, 3)));
      return chains.chain(changed);
    }
  }
}
