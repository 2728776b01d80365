package org.epnas.policy.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link SimdGemm}: a tile of C of four, six or eight rows and two vectors, held
 * in registers while it runs over k: enough independent sums to hide the latency of a fused
 * multiply-add, few enough to stay in the 16 registers of AVX2, or with eight rows in the 32 of
 * AVX-512. More rows load less per multiplication, four fit small batches. Every index is the
 * loop's counter times a constant, plus something fixed: only then does the compiler take the
 * bounds checks out of the loop.
 */
final class SimdTile {
  static final int ROWS = 4;
  static final int MORE_ROWS = 6;
  static final int MOST_ROWS = 8;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  static final int COLUMNS = 2 * LANES;

  /** Rows of A that lie interleaved, a multiple of ROWS. */
  static final int INTERLEAVED = Math.max(ROWS, LANES);

  /** Side of the squares in which a matrix is turned. */
  static final int SQUARE = 4;

  private static final VectorSpecies<Float> QUAD = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> ZIP_LOW = VectorShuffle.makeZip(QUAD, 0);
  private static final VectorShuffle<Float> ZIP_HIGH = VectorShuffle.makeZip(QUAD, 1);

  /** 1, in an array because the compiler does not know what is in one. */
  private static final int[] STEP = {1};

  private SimdTile() {}

  /**
   * {@code C = S + A B} for C (ROWS, COLUMNS) with rows {@code stride} apart; S may be C, or with a
   * stride of 0 one row for all.
   *
   * @param a row i lies at {@code aOffset + i * k}
   * @param rows how many rows A has, at most ROWS; for the missing ones the last is taken again
   * @param b one packed panel (k, COLUMNS)
   */
  static void multiply(
      int k,
      float[] a,
      int aOffset,
      int rows,
      float[] b,
      int bOffset,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset,
      int stride) {
    int a1 = aOffset + Math.min(1, rows - 1) * k;
    int a2 = aOffset + Math.min(2, rows - 1) * k;
    int a3 = aOffset + (rows - 1) * k;
    int start1 = startOffset + startStride;
    int start2 = start1 + startStride;
    int start3 = start2 + startStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, start1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, start1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, start2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, start2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, start3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, start3 + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + p]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + p]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + p]);
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

  /** Likewise for MORE_ROWS rows. */
  static void multiplyMore(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset,
      int stride) {
    int a1 = aOffset + k;
    int a2 = a1 + k;
    int a3 = a2 + k;
    int a4 = a3 + k;
    int a5 = a4 + k;
    int start1 = startOffset + startStride;
    int start2 = start1 + startStride;
    int start3 = start2 + startStride;
    int start4 = start3 + startStride;
    int start5 = start4 + startStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int c4 = c3 + stride;
    int c5 = c4 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, start1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, start1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, start2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, start2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, start3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, start3 + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, start, start4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, start, start4 + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, start, start5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, start, start5 + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + p]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + p]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + p]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      factor = FloatVector.broadcast(SPECIES, a[a4 + p]);
      s40 = factor.fma(b0, s40);
      s41 = factor.fma(b1, s41);
      factor = FloatVector.broadcast(SPECIES, a[a5 + p]);
      s50 = factor.fma(b0, s50);
      s51 = factor.fma(b1, s51);
    }
    s00.intoArray(c, cOffset);
    s01.intoArray(c, cOffset + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + LANES);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + LANES);
  }

  /**
   * Likewise for rows of A that lie interleaved, (k, INTERLEAVED).
   *
   * @param a element (i, p) lies at {@code aOffset + p * INTERLEAVED + i}
   */
  static void multiplyInterleaved(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset,
      int stride) {
    int start1 = startOffset + startStride;
    int start2 = start1 + startStride;
    int start3 = start2 + startStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, start1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, start1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, start2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, start2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, start3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, start3 + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 1]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 2]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 3]);
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

  /**
   * Likewise for MOST_ROWS rows. The step of the loop is unknown to the compiler, which otherwise
   * takes the bounds checks of eight rows out of the loop and unrolls it: that costs as much per
   * tile as four passes of the loop and makes it 5 % slower. With so many multiply-adds per pass
   * the checks are hidden behind them. The other tiles are slower that way.
   */
  static void multiplyMost(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset,
      int stride) {
    int step = STEP[0];
    int a1 = aOffset + k;
    int a2 = a1 + k;
    int a3 = a2 + k;
    int a4 = a3 + k;
    int a5 = a4 + k;
    int a6 = a5 + k;
    int a7 = a6 + k;
    int start1 = startOffset + startStride;
    int start2 = start1 + startStride;
    int start3 = start2 + startStride;
    int start4 = start3 + startStride;
    int start5 = start4 + startStride;
    int start6 = start5 + startStride;
    int start7 = start6 + startStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int c4 = c3 + stride;
    int c5 = c4 + stride;
    int c6 = c5 + stride;
    int c7 = c6 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, start1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, start1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, start2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, start2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, start3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, start3 + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, start, start4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, start, start4 + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, start, start5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, start, start5 + LANES);
    FloatVector s60 = FloatVector.fromArray(SPECIES, start, start6);
    FloatVector s61 = FloatVector.fromArray(SPECIES, start, start6 + LANES);
    FloatVector s70 = FloatVector.fromArray(SPECIES, start, start7);
    FloatVector s71 = FloatVector.fromArray(SPECIES, start, start7 + LANES);
    for (int p = 0; p < k; p += step) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aOffset + p]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + p]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + p]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + p]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      factor = FloatVector.broadcast(SPECIES, a[a4 + p]);
      s40 = factor.fma(b0, s40);
      s41 = factor.fma(b1, s41);
      factor = FloatVector.broadcast(SPECIES, a[a5 + p]);
      s50 = factor.fma(b0, s50);
      s51 = factor.fma(b1, s51);
      factor = FloatVector.broadcast(SPECIES, a[a6 + p]);
      s60 = factor.fma(b0, s60);
      s61 = factor.fma(b1, s61);
      factor = FloatVector.broadcast(SPECIES, a[a7 + p]);
      s70 = factor.fma(b0, s70);
      s71 = factor.fma(b1, s71);
    }
    s00.intoArray(c, cOffset);
    s01.intoArray(c, cOffset + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + LANES);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + LANES);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + LANES);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + LANES);
  }

  /**
   * {@link #multiplyMost} for rows of A that lie interleaved, as in {@link #multiplyInterleaved}.
   */
  static void multiplyMostInterleaved(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset,
      int stride) {
    int start1 = startOffset + startStride;
    int start2 = start1 + startStride;
    int start3 = start2 + startStride;
    int start4 = start3 + startStride;
    int start5 = start4 + startStride;
    int start6 = start5 + startStride;
    int start7 = start6 + startStride;
    int c1 = cOffset + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int c4 = c3 + stride;
    int c5 = c4 + stride;
    int c6 = c5 + stride;
    int c7 = c6 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, start, startOffset);
    FloatVector s01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, start, start1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, start, start1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, start, start2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, start, start2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, start, start3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, start, start3 + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, start, start4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, start, start4 + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, start, start5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, start, start5 + LANES);
    FloatVector s60 = FloatVector.fromArray(SPECIES, start, start6);
    FloatVector s61 = FloatVector.fromArray(SPECIES, start, start6 + LANES);
    FloatVector s70 = FloatVector.fromArray(SPECIES, start, start7);
    FloatVector s71 = FloatVector.fromArray(SPECIES, start, start7 + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * COLUMNS + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 1]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 2]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 3]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 4]);
      s40 = factor.fma(b0, s40);
      s41 = factor.fma(b1, s41);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 5]);
      s50 = factor.fma(b0, s50);
      s51 = factor.fma(b1, s51);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 6]);
      s60 = factor.fma(b0, s60);
      s61 = factor.fma(b1, s61);
      factor = FloatVector.broadcast(SPECIES, a[aOffset + p * INTERLEAVED + 7]);
      s70 = factor.fma(b0, s70);
      s71 = factor.fma(b1, s71);
    }
    s00.intoArray(c, cOffset);
    s01.intoArray(c, cOffset + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + LANES);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + LANES);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + LANES);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + LANES);
  }

  /**
   * Copies LANES columns of a matrix whose k rows are {@code stride} apart, one after the other.
   */
  static void copyColumns(int k, float[] from, int offset, int stride, float[] to, int toOffset) {
    for (int p = 0; p < k; p++) {
      FloatVector.fromArray(SPECIES, from, offset + p * stride)
          .intoArray(to, toOffset + p * INTERLEAVED);
    }
  }

  /**
   * Copies a panel (k, COLUMNS) out of a matrix (COLUMNS, k), in squares of four that are turned in
   * registers.
   *
   * @param k a multiple of SQUARE
   */
  static void copyPanelTransposed(int k, float[] from, int offset, float[] to, int toOffset) {
    for (int j = 0; j < COLUMNS; j += SQUARE) {
      int row = offset + j * k;
      int column = toOffset + j;
      for (int p = 0; p < k; p += SQUARE) {
        FloatVector r0 = FloatVector.fromArray(QUAD, from, row + p);
        FloatVector r1 = FloatVector.fromArray(QUAD, from, row + k + p);
        FloatVector r2 = FloatVector.fromArray(QUAD, from, row + 2 * k + p);
        FloatVector r3 = FloatVector.fromArray(QUAD, from, row + 3 * k + p);
        FloatVector low02 = r0.rearrange(ZIP_LOW, r2);
        FloatVector high02 = r0.rearrange(ZIP_HIGH, r2);
        FloatVector low13 = r1.rearrange(ZIP_LOW, r3);
        FloatVector high13 = r1.rearrange(ZIP_HIGH, r3);
        int target = column + p * COLUMNS;
        low02.rearrange(ZIP_LOW, low13).intoArray(to, target);
        low02.rearrange(ZIP_HIGH, low13).intoArray(to, target + COLUMNS);
        high02.rearrange(ZIP_LOW, high13).intoArray(to, target + 2 * COLUMNS);
        high02.rearrange(ZIP_HIGH, high13).intoArray(to, target + 3 * COLUMNS);
      }
    }
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
