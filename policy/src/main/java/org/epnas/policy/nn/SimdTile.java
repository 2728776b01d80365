package org.epnas.policy.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop of {@link SimdGemm}: a tile of C of four rows and two vectors, held in eight
 * registers while it runs over k: enough independent sums to hide the latency of a fused
 * multiply-add, few enough to stay in the 16 registers of AVX2.
 */
final class SimdTile {
  static final int ROWS = 4;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  static final int COLUMNS = 2 * LANES;

  private SimdTile() {}

  /**
   * {@code C += A B} for C (ROWS, COLUMNS) with rows {@code stride} apart.
   *
   * @param a element (i, p) lies at {@code aOffset + i * rowStride + p * columnStride}
   * @param rows how many rows A has, at most ROWS; for the missing ones the last is taken again
   * @param b one packed panel (k, COLUMNS)
   */
  static void multiply(
      int k,
      float[] a,
      int aOffset,
      int rowStride,
      int columnStride,
      int rows,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int stride) {
    int a0 = aOffset;
    int a1 = aOffset + Math.min(1, rows - 1) * rowStride;
    int a2 = aOffset + Math.min(2, rows - 1) * rowStride;
    int a3 = aOffset + (rows - 1) * rowStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, cOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, cOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    for (int p = 0; p < k; p++) {
      int row = bOffset + p * COLUMNS;
      int column = p * columnStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + column]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + column]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + column]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + column]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
    }
    s00.intoArray(c, cOffset);
    s01.intoArray(c, cOffset + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
  }

  /** Copies a panel (k, COLUMNS) out of a matrix whose rows are {@code stride} apart. */
  static void copyPanel(int k, float[] from, int offset, int stride, float[] to, int toOffset) {
    for (int p = 0; p < k; p++) {
      int source = offset + p * stride;
      int target = toOffset + p * COLUMNS;
      FloatVector.fromArray(SPECIES, from, source).intoArray(to, target);
      FloatVector.fromArray(SPECIES, from, source + LANES).intoArray(to, target + LANES);
    }
  }
}
