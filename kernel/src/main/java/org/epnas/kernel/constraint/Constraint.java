package org.epnas.kernel.constraint;

/**
 * A limit on a resource.
 *
 * @param limit in the resource's unit, above 0
 * @param hard whether an architecture over the limit is refused before training (p = 0 of the
 *     reward) instead of penalised
 */
public record Constraint(Resource resource, double limit, boolean hard) {
  /** Beyond everything that is measured, and half of what stands for an unknown use. */
  private static final double WIDEST = 0x1p1022;

  /**
   * @throws IllegalArgumentException if the limit is not a finite number above 0
   */
  public Constraint {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException(
          "Limit (%s) of constraint (%s) must be a finite number above 0."
              .formatted(limit, resource.descriptor().name()));
    }
  }

  /**
   * No limit: the resource is measured and recorded. What could not be known of a network, the
   * greatest number there is or nothing at all, violates even that.
   */
  public static Constraint unlimited(Resource resource) {
    return new Constraint(
        resource,
        switch (resource.descriptor().direction()) {
          case AT_MOST -> WIDEST;
          case AT_LEAST -> 1 / WIDEST;
        },
        false);
  }

  /** Whether it limits something, see {@link #unlimited}. */
  public boolean limits() {
    return limit < WIDEST && limit > 1 / WIDEST;
  }

  /** Of the resource, for example {@code parameters}. */
  public String name() {
    return resource.descriptor().name();
  }

  /** The side of the limit that is allowed. */
  public Direction direction() {
    return resource.descriptor().direction();
  }

  /** For example {@code parameters<=1000000!}; {@link ConstraintParser} reads it back exactly. */
  @Override
  public String toString() {
    return !limits()
        ? name()
        : name() + direction().operator() + withUnit(limit) + (hard ? "!" : "");
  }

  /** A value of the resource as text, for example {@code 5.25ms}; whole numbers without a point. */
  String withUnit(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return (whole ? Long.toString((long) value) : Double.toString(value))
        + resource.descriptor().unit();
  }
}
