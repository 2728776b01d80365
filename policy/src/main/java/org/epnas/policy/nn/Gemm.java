package org.epnas.policy.nn;

/**
 * Products of dense row-major matrices, {@code C = A B} or, with {@code accumulate}, {@code C += A
 * B}. A matrix is an array and the offset of its first element; rows follow each other without
 * gaps. C overlaps neither factor.
 *
 * <p>Every element of C is summed over k in ascending order, starting from 0, from C or from a
 * bias, whatever the other dimensions are: so batching rows together never changes a bit of a
 * result. Instances keep scratch memory and serve one thread.
 */
public abstract class Gemm {
  private final PackedMatrix scratch = new PackedMatrix();
  private float[] zeros = new float[0];

  Gemm() {}

  /**
   * Copies B (k, n) into the layout that {@link #multiply} reads. Worth keeping when B meets
   * several A.
   *
   * @param transposed B is stored as (n, k)
   */
  abstract void pack(PackedMatrix into, int k, int n, float[] b, int bOffset, boolean transposed);

  /**
   * {@code C = S + A B}, where S may be C.
   *
   * @param a (m, k), or stored as (k, m) if {@code transposed}
   * @param startStride from one row of S to the next; with 0 all are the same
   */
  abstract void multiply(
      int m,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset);

  /** {@code C (+)= A B}, with A as above. */
  final void multiply(
      int m,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      float[] c,
      int cOffset,
      boolean accumulate) {
    if (accumulate) {
      multiply(m, a, aOffset, transposed, b, c, cOffset, b.columns(), c, cOffset);
    } else {
      zeros = Buffers.grown(zeros, b.columns());
      multiply(m, a, aOffset, transposed, b, zeros, 0, 0, c, cOffset);
    }
  }

  /** {@code C = A B + bias} on every row: A is (m, k), B is (k, n), C is (m, n). */
  public final void affine(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset) {
    pack(scratch, k, n, b, bOffset, false);
    multiply(m, a, aOffset, false, scratch, bias, biasOffset, 0, c, cOffset);
  }

  /** A is (m, k), B is (k, n), C is (m, n). */
  public final void nn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    pack(scratch, k, n, b, bOffset, false);
    multiply(m, a, aOffset, false, scratch, c, cOffset, accumulate);
  }

  /** B is stored transposed: A is (m, k), B is (n, k), C is (m, n). */
  public final void nt(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    pack(scratch, k, n, b, bOffset, true);
    multiply(m, a, aOffset, false, scratch, c, cOffset, accumulate);
  }

  /** A is stored transposed: A is (k, m), B is (k, n), C is (m, n). */
  public final void tn(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    pack(scratch, k, n, b, bOffset, false);
    multiply(m, a, aOffset, true, scratch, c, cOffset, accumulate);
  }
}
