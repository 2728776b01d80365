package org.epnas.policy.nn;

/** Plain loops: the truth that the SIMD implementation is tested against. */
record ScalarMath(Gemm gemm, LstmGates gates, Elementwise elementwise) implements VectorMath {
  ScalarMath() {
    this(new ScalarGemm(), new ScalarLstmGates(), new ScalarElementwise());
  }
}
