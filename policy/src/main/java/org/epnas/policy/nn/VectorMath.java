package org.epnas.policy.nn;

/**
 * The arithmetic of this package, in two implementations that agree up to rounding: SIMD on the
 * Vector API and plain loops. Made by {@link VectorMathProvider}. An instance may keep scratch
 * memory and serves one thread.
 */
public interface VectorMath {
  /** Products of matrices. */
  Gemm gemm();

  /** The pointwise part of an LSTM step. */
  LstmGates gates();

  /** Functions of vectors. */
  Elementwise elementwise();
}
