package org.epnas.policy.nn;

/**
 * The Vector API implementation. Must not be touched where the module jdk.incubator.vector is
 * absent.
 */
record SimdMath(Gemm gemm, LstmGates gates, Elementwise elementwise) implements VectorMath {
  SimdMath() {
    this(new SimdGemm(), new SimdLstmGates(), new SimdElementwise());
  }
}
