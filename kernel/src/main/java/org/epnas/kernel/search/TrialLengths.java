package org.epnas.kernel.search;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which numbers of epochs an evaluator can train for.
 *
 * @param fixed the only lengths there are, ascending; a longer training starts anew and is paid in
 *     full, as in a tabular benchmark. Empty: any length, and a promotion continues from the
 *     weights of its trial.
 */
public record TrialLengths(List<Integer> fixed) {
  /** Any length. */
  public static final TrialLengths ANY = new TrialLengths(List.of());

  public TrialLengths {
    SortedSet<Integer> ascending = new TreeSet<>(fixed);
    if (!ascending.isEmpty() && ascending.first() < 1) {
      throw new IllegalArgumentException(
          "Trial length (%s) must be at least 1 epoch.".formatted(ascending.first()));
    }
    fixed = List.copyOf(ascending);
  }

  public static TrialLengths of(Integer... epochs) {
    return new TrialLengths(List.of(epochs));
  }

  /** Whether any number of epochs can be trained. */
  public boolean any() {
    return fixed.isEmpty();
  }

  /** The next longer training, where the lengths are fixed. */
  public OptionalInt above(int epochs) {
    return fixed.stream().mapToInt(Integer::intValue).filter(length -> length > epochs).findFirst();
  }
}
