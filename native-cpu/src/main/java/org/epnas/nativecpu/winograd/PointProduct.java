package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The product of matrices at one point: tiles by inputs with inputs by outputs. The kernels lie in
 * panels of two vectors of outputs, the last one of one vector where their number is odd; a panel
 * is (inputs, its outputs).
 */
final class PointProduct {
  /** Tiles whose sums stay in registers: with two vectors each, 12 of the 16 that AVX2 has. */
  static final int ROWS = 6;

  private static final int WIDE = 2 * LANES;

  private PointProduct() {}

  /** Index, at the first point, of the vector of outputs {@code group} of an input. */
  static int kernelIndex(WinogradShape shape, int input, int group) {
    int panel = group / 2;
    boolean narrow = 2 * panel + 1 == shape.outputGroups();
    int width = narrow ? LANES : WIDE;
    return panel * shape.paddedInputs() * WIDE + input * width + group % 2 * LANES;
  }

  /**
   * C = A B.
   *
   * @param tiles rows of A and C, rounded up to a multiple of {@link #ROWS}
   * @param inputs width of A
   * @param outputs width of C
   * @param ac A and C, at their indices
   */
  static void multiply(
      int tiles, int inputs, int outputs, float[] ac, int a, int c, float[] kernels, int b) {
    for (int column = 0; column < outputs; column += WIDE) {
      int panel = b + column * inputs;
      for (int tile = 0; tile < tiles; tile += ROWS) {
        int from = a + tile * inputs;
        int to = c + tile * outputs + column;
        if (column + WIDE <= outputs) {
          wide(inputs, ac, from, to, outputs, kernels, panel);
        } else {
          narrow(inputs, ac, from, to, outputs, kernels, panel);
        }
      }
    }
  }

  private static void wide(int k, float[] ac, int a0, int c0, int stride, float[] kernels, int b) {
    int a1 = a0 + k;
    int a2 = a1 + k;
    int a3 = a2 + k;
    int a4 = a3 + k;
    int a5 = a4 + k;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s40 = s00;
    FloatVector s41 = s00;
    FloatVector s50 = s00;
    FloatVector s51 = s00;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, kernels, b + p * WIDE);
      FloatVector b1 = FloatVector.fromArray(SPECIES, kernels, b + p * WIDE + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, ac[a0 + p]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, ac[a1 + p]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, ac[a2 + p]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, ac[a3 + p]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      factor = FloatVector.broadcast(SPECIES, ac[a4 + p]);
      s40 = factor.fma(b0, s40);
      s41 = factor.fma(b1, s41);
      factor = FloatVector.broadcast(SPECIES, ac[a5 + p]);
      s50 = factor.fma(b0, s50);
      s51 = factor.fma(b1, s51);
    }
    int c1 = c0 + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int c4 = c3 + stride;
    int c5 = c4 + stride;
    s00.intoArray(ac, c0);
    s01.intoArray(ac, c0 + LANES);
    s10.intoArray(ac, c1);
    s11.intoArray(ac, c1 + LANES);
    s20.intoArray(ac, c2);
    s21.intoArray(ac, c2 + LANES);
    s30.intoArray(ac, c3);
    s31.intoArray(ac, c3 + LANES);
    s40.intoArray(ac, c4);
    s41.intoArray(ac, c4 + LANES);
    s50.intoArray(ac, c5);
    s51.intoArray(ac, c5 + LANES);
  }

  private static void narrow(
      int k, float[] ac, int a0, int c0, int stride, float[] kernels, int b) {
    int a1 = a0 + k;
    int a2 = a1 + k;
    int a3 = a2 + k;
    int a4 = a3 + k;
    int a5 = a4 + k;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, kernels, b + p * LANES);
      s0 = FloatVector.broadcast(SPECIES, ac[a0 + p]).fma(b0, s0);
      s1 = FloatVector.broadcast(SPECIES, ac[a1 + p]).fma(b0, s1);
      s2 = FloatVector.broadcast(SPECIES, ac[a2 + p]).fma(b0, s2);
      s3 = FloatVector.broadcast(SPECIES, ac[a3 + p]).fma(b0, s3);
      s4 = FloatVector.broadcast(SPECIES, ac[a4 + p]).fma(b0, s4);
      s5 = FloatVector.broadcast(SPECIES, ac[a5 + p]).fma(b0, s5);
    }
    int c1 = c0 + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    int c4 = c3 + stride;
    int c5 = c4 + stride;
    s0.intoArray(ac, c0);
    s1.intoArray(ac, c1);
    s2.intoArray(ac, c2);
    s3.intoArray(ac, c3);
    s4.intoArray(ac, c4);
    s5.intoArray(ac, c5);
  }
}
