package org.epnas.kernel.constraint;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How much of a constrained resource an architecture uses.
 *
 * @param used in the resource's unit
 */
public record Usage(Constraint constraint, double used) {
  /** Whether the limit is kept; a use that equals the limit keeps it. */
  public boolean satisfied() {
    return excess() == 0;
  }

  /**
   * Relative excess: max(0, used / limit - 1) for an upper limit, max(0, 1 - used / limit) for a
   * lower one.
   */
  public double excess() {
    double ratio = used / constraint.limit();
    return switch (constraint.direction()) {
      case AT_MOST -> Math.max(0, ratio - 1);
      case AT_LEAST -> Math.max(0, 1 - ratio);
    };
  }

  /** The value with its unit as people read it: whole numbers in full, others with six digits. */
  public String text() {
    return constraint.withUnit(
        used == Math.rint(used)
            ? used
            : new BigDecimal(used).round(new MathContext(6)).doubleValue());
  }

  /** For example {@code parameters=1234567 (limit: parameters<=1000000!)}. */
  @Override
  public String toString() {
    return "%s=%s (limit: %s)".formatted(constraint.name(), text(), constraint);
  }
}
