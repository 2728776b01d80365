package org.epnas.policy.nn;

/**
 * Products of dense row-major matrices, {@code C = A B} or, with {@code accumulate}, {@code C += A
 * B}. Every matrix is an array and the offset of its first element; its rows follow each other
 * without gaps. C overlaps neither factor. How an element of C is rounded depends on its row of A,
 * its column of B and k alone, so that batching never changes a result.
 */
public interface Gemm {
  /** A is (m, k), B is (k, n), C is (m, n). */
  void nn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate);

  /** B is given transposed: A is (m, k), B is (n, k), C is (m, n). */
  void nt(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate);

  /** A is given transposed: A is (k, m), B is (k, n), C is (m, n). */
  void tn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate);
}
