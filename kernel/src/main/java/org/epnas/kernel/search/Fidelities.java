package org.epnas.kernel.search;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which numbers of epochs an evaluator can train for: the fidelities of its trials.
 *
 * @param fixed the only ones there are, ascending; a longer training starts anew and is paid in
 *     full, as in a tabular benchmark. Empty: any number, and a promotion continues from the
 *     weights of its trial.
 */
public record Fidelities(List<Integer> fixed) {
  /** Any number of epochs. */
  public static final Fidelities ANY = new Fidelities(List.of());

  public Fidelities {
    SortedSet<Integer> ascending = new TreeSet<>(fixed);
    if (!ascending.isEmpty() && ascending.first() < 1) {
      throw new IllegalArgumentException(
          "Fidelity (%s) must be at least 1 epoch.".formatted(ascending.first()));
    }
    fixed = List.copyOf(ascending);
  }

  public static Fidelities of(Integer... epochs) {
    return new Fidelities(List.of(epochs));
  }

  /** Whether any number of epochs can be trained. */
  public boolean any() {
    return fixed.isEmpty();
  }

  /** The next longer training, where the fidelities are fixed. */
  public OptionalInt above(int epochs) {
    return fixed.stream()
        .mapToInt(Integer::intValue)
        .filter(fidelity -> fidelity > epochs)
        .findFirst();
  }
}
