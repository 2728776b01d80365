package org.epnas.kernel.constraint;

/** Which side of a limit is allowed. */
public enum Direction {
  /** The use must not exceed the limit (size, FLOPs, latency). */
  AT_MOST("<="),
  /** The use must not fall below the limit (compute intensity). */
  AT_LEAST(">=");

  private final String operator;

  Direction(String operator) {
    this.operator = operator;
  }

  /** As written between a resource and its limit. */
  public String operator() {
    return operator;
  }
}
