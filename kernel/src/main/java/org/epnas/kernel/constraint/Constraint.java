package org.epnas.kernel.constraint;

/**
 * A limit on a resource.
 *
 * @param limit in the resource's unit, above 0
 * @param hard whether an architecture over the limit is refused before training (p = 0 of the
 *     reward) instead of penalised
 */
public record Constraint(Resource resource, double limit, boolean hard) {
  public Constraint {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException(
          "Limit (%s) of constraint (%s) must be a finite number above 0."
              .formatted(limit, resource.descriptor().name()));
    }
  }

  public String name() {
    return resource.descriptor().name();
  }

  public Direction direction() {
    return resource.descriptor().direction();
  }

  /** For example {@code parameters<=1000000!}; the form that the command line reads. */
  @Override
  public String toString() {
    String number =
        limit == Math.rint(limit) && limit < 1e15
            ? Long.toString((long) limit)
            : Double.toString(limit);
    return name()
        + (direction() == Direction.AT_MOST ? "<=" : ">=")
        + number
        + resource.descriptor().unit()
        + (hard ? "!" : "");
  }
}
