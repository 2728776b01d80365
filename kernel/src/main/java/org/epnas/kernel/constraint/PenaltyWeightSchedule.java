package org.epnas.kernel.constraint;

/**
 * How strongly an excess counts in the reward, and how that grows while a policy keeps violating a
 * soft limit.
 *
 * @param initial penalty weight at the start, at least 1
 * @param factor by which it grows, at least 1
 * @param cap what it never exceeds, at least {@code initial}
 * @param patience number of trials in a row, at least 1, that must violate the constraint before
 *     its penalty weight grows; the count then starts again
 */
public record PenaltyWeightSchedule(double initial, double factor, double cap, int patience) {
  /** Starts at 10 and grows by 1.5 after 12 trials, to 100 at most. */
  public static final PenaltyWeightSchedule DEFAULT = new PenaltyWeightSchedule(10, 1.5, 100, 12);

  public PenaltyWeightSchedule {
    require(initial >= 1, "initial", initial, "at least 1");
    require(factor >= 1, "factor", factor, "at least 1");
    require(
        cap >= initial && cap < Double.POSITIVE_INFINITY,
        "cap",
        cap,
        "finite, at least " + initial);
    require(patience >= 1, "patience", patience, "at least 1");
  }

  private static void require(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Penalty weight's %s (%s) must be %s.".formatted(name, value, rule));
    }
  }
}
