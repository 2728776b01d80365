package org.epnas.policy.nn;

/** Chooses the implementation of {@link VectorMath}, once per JVM. */
public final class VectorMathProvider {
  private VectorMathProvider() {}

  /** A new instance for one thread. */
  public static VectorMath create() {
    return new ScalarMath();
  }

  /** What was chosen and, when it is the slower one, why: one line. */
  public static String describe() {
    return "scalar";
  }
}
