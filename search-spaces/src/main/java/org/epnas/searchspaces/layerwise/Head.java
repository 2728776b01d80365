package org.epnas.searchspaces.layerwise;

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
  TYPE(LayerType.values().length),
  KERNEL(InsertBehind.KERNELS.size()),
  STRIDE(2),
  JOIN(Join.values().length),
  /** Of an inserted layer: as its source, or twice as many. */
  WIDTH(2),
  PROPERTY(Property.values().length),
  FACTOR(Factor.values().length);

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
