package org.epnas.policy.nn;

import org.epnas.simd.VectorApi;

/** Chooses the implementation of {@link VectorMath}: SIMD where {@link VectorApi} is on. */
public final class VectorMathProvider {
  private VectorMathProvider() {}

  /** A new instance for one thread. */
  public static VectorMath create() {
    return VectorApi.isOn() ? Simd.create() : new ScalarMath();
  }

  /** As {@link VectorApi#describe()}. */
  public static String describe() {
    return VectorApi.describe();
  }

  /** Keeps every mention of the optional module out of the class that decides about it. */
  private static final class Simd {
    static VectorMath create() {
      return new SimdMath();
    }
  }
}
