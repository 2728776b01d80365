package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The sums over tiles of the products of every input with every output at one point, C += A^T B:
 * four inputs and two vectors of outputs stay in registers. A and B are (vectors of channels,
 * tiles, lanes), so that a loop over the tiles has a constant stride.
 */
final class PointOuterProduct {
  /** Inputs at a time, which divide a vector. */
  private static final int ROWS = 4;

  private PointOuterProduct() {}

  /**
   * @param tiles that are added
   * @param group floats from one vector of channels to the next
   * @param inputs vectors of A's channels
   * @param outputs vectors of B's channels
   * @param all A, B and C, at their indices; C is (inputs, outputs)
   */
  static void add(int tiles, int group, int inputs, int outputs, float[] all, int a, int b, int c) {
    int stride = outputs * LANES;
    for (int row = 0; row < inputs * LANES; row += ROWS) {
      int from = a + row / LANES * group + row % LANES;
      for (int column = 0; column < outputs; column += 2) {
        int to = c + row * stride + column * LANES;
        int other = b + column * group;
        if (column + 1 < outputs) {
          wide(tiles, all, from, other, other + group, to, stride);
        } else {
          narrow(tiles, all, from, other, to, stride);
        }
      }
    }
  }

  private static void wide(int tiles, float[] all, int x, int y0, int y1, int c0, int stride) {
    int c1 = c0 + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, all, c0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, all, c0 + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, all, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, all, c1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, all, c2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, all, c2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, all, c3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, all, c3 + LANES);
    for (int tile = 0; tile < tiles; tile++) {
      int at = tile * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, all, y0 + at);
      FloatVector b1 = FloatVector.fromArray(SPECIES, all, y1 + at);
      FloatVector factor = FloatVector.broadcast(SPECIES, all[x + at]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 1]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 2]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 3]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
    }
    s00.intoArray(all, c0);
    s01.intoArray(all, c0 + LANES);
    s10.intoArray(all, c1);
    s11.intoArray(all, c1 + LANES);
    s20.intoArray(all, c2);
    s21.intoArray(all, c2 + LANES);
    s30.intoArray(all, c3);
    s31.intoArray(all, c3 + LANES);
  }

  private static void narrow(int tiles, float[] all, int x, int y0, int c0, int stride) {
    int c1 = c0 + stride;
    int c2 = c1 + stride;
    int c3 = c2 + stride;
    FloatVector s0 = FloatVector.fromArray(SPECIES, all, c0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, all, c1);
    FloatVector s2 = FloatVector.fromArray(SPECIES, all, c2);
    FloatVector s3 = FloatVector.fromArray(SPECIES, all, c3);
    for (int tile = 0; tile < tiles; tile++) {
      int at = tile * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, all, y0 + at);
      FloatVector factor = FloatVector.broadcast(SPECIES, all[x + at]);
      s0 = factor.fma(b0, s0);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 1]);
      s1 = factor.fma(b0, s1);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 2]);
      s2 = factor.fma(b0, s2);
      factor = FloatVector.broadcast(SPECIES, all[x + at + 3]);
      s3 = factor.fma(b0, s3);
    }
    s0.intoArray(all, c0);
    s1.intoArray(all, c1);
    s2.intoArray(all, c2);
    s3.intoArray(all, c3);
  }
}
