package org.epnas.compare.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Holm's step-down correction (1979) of the p-values of several tests of one question. */
public final class Holm {
  private Holm() {}

  /**
   * The corrected p-values, in the order of the tests: at most a share alpha of all such families
   * of tests has a false one below alpha. A test that says nothing stays empty, and is not counted.
   */
  public static List<OptionalDouble> correct(List<OptionalDouble> pValues) {
    List<Integer> ascending =
        IntStream.range(0, pValues.size())
            .filter(i -> pValues.get(i).isPresent())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues.get(i).getAsDouble()))
            .toList();
    List<OptionalDouble> corrected =
        new ArrayList<>(Collections.nCopies(pValues.size(), OptionalDouble.empty()));
    double largest = 0;
    for (int rank = 0; rank < ascending.size(); rank++) {
      int test = ascending.get(rank);
      double own = (ascending.size() - rank) * pValues.get(test).getAsDouble();
      largest = Math.min(1, Math.max(largest, own));
      corrected.set(test, OptionalDouble.of(largest));
    }
    return List.copyOf(corrected);
  }
}
