package org.epnas.searchspaces.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Factor;

/** What the policy sees of a slot, in the order of {@link Vocabulary#features()}. */
enum Feature {
  /** Filters, cells, input before the previous one, previous input, branch. */
  SLOT(Slots.FIRST_BRANCH + 1) {
    @Override
    int value(Slots slots, int token) {
      return Math.min(token, Slots.FIRST_BRANCH);
    }
  },
  /** Filters in units of 16, or cells; 0 for other slots. */
  COUNT(1 + Genotype.MAXIMUM_FILTERS / Factor.CHANNEL_MULTIPLE) {
    @Override
    int value(Slots slots, int token) {
      return switch (token) {
        case Slots.FILTERS -> slots.genotype().filters() / Factor.CHANNEL_MULTIPLE;
        case Slots.CELLS -> slots.genotype().cells();
        default -> 0;
      };
    }
  },
  LEFT_SOURCE(1 + 2 + Genotype.MAXIMUM_BRANCHES) {
    @Override
    int value(Slots slots, int token) {
      return source(slots, token, Side.LEFT);
    }
  },
  LEFT_OPERATION(1 + CellOperation.values().length) {
    @Override
    int value(Slots slots, int token) {
      return operation(slots, token, Side.LEFT);
    }
  },
  RIGHT_SOURCE(1 + 2 + Genotype.MAXIMUM_BRANCHES) {
    @Override
    int value(Slots slots, int token) {
      return source(slots, token, Side.RIGHT);
    }
  },
  RIGHT_OPERATION(1 + CellOperation.values().length) {
    @Override
    int value(Slots slots, int token) {
      return operation(slots, token, Side.RIGHT);
    }
  };

  private final int size;

  Feature(int size) {
    this.size = size;
  }

  abstract int value(Slots slots, int token);

  /** 0 without one, then the two inputs and the branches. */
  private static int source(Slots slots, int token, Side side) {
    return slots.isBranch(token)
        ? 1 + slots.token(slots.branch(token).connection(side).source()) - Slots.BEFORE_PREVIOUS
        : 0;
  }

  /** 0 without one. */
  private static int operation(Slots slots, int token, Side side) {
    return slots.isBranch(token)
        ? 1 + slots.branch(token).connection(side).operation().ordinal()
        : 0;
  }

  static List<Vocabulary.Category> categories() {
    return Arrays.stream(values())
        .map(feature ->
            new Vocabulary.Category(feature.name().toLowerCase(Locale.ROOT), feature.size))
        .toList();
  }

  /** One token per slot. */
  static List<Token> tokens(Slots slots) {
    return IntStream.range(0, slots.count())
        .mapToObj(token ->
            new Token(Arrays.stream(values()).map(feature -> feature.value(slots, token)).toList()))
        .toList();
  }
}
