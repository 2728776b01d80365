package org.epnas.searchspaces.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.Factor;

/** The categorical choices of this space, in the order of {@link Vocabulary#heads()}. */
enum Head {
  KIND(Transformation.values().length),
  SIDE(Side.values().length),
  OPERATION(CellOperation.values().length),
  /** Of the filters. */
  FACTOR(Factor.values().length),
  /** Normal cells per stage, less 1. */
  CELLS(Genotype.MAXIMUM_CELLS);

  private final int size;

  Head(int size) {
    this.size = size;
  }

  /** Asks this question; the values that fulfil the condition are valid. */
  Decision ask(IntPredicate valid, IntFunction<Decision> then) {
    return Decision.ask(ordinal(), size, valid, then);
  }

  static List<Vocabulary.Category> categories() {
    return Arrays.stream(values())
        .map(head -> new Vocabulary.Category(head.name().toLowerCase(Locale.ROOT), head.size))
        .toList();
  }
}
