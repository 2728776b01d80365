package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The one-dimensional transforms of F(4, 3) with the points 0, 1, -1, 2, -2 and infinity (Lavin and
 * Gray 2016, section 4.3), each a product with a constant matrix, on vectors of channels. An
 * operand is the index of its first vector and the distance between its vectors.
 */
final class Transform {
  private Transform() {}

  /** Six inputs to six points, B^T d. */
  static void input(float[] all, int from, int step, int to, int stride) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, all, from);
    FloatVector d1 = FloatVector.fromArray(SPECIES, all, from + step);
    FloatVector d2 = FloatVector.fromArray(SPECIES, all, from + 2 * step);
    FloatVector d3 = FloatVector.fromArray(SPECIES, all, from + 3 * step);
    FloatVector d4 = FloatVector.fromArray(SPECIES, all, from + 4 * step);
    FloatVector d5 = FloatVector.fromArray(SPECIES, all, from + 5 * step);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
    d0.fma(four, d2.fma(minusFive, d4)).intoArray(all, to);
    d1.fma(four, d3.fma(minusFive, d5)).intoArray(all, to + 5 * stride);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
    FloatVector even = d2.fma(minusFour, d4);
    FloatVector odd = d1.fma(minusFour, d3);
    even.add(odd).intoArray(all, to + stride);
    even.sub(odd).intoArray(all, to + 2 * stride);
    even = d4.sub(d2);
    odd = d3.sub(d1);
    odd = odd.add(odd);
    even.add(odd).intoArray(all, to + 3 * stride);
    even.sub(odd).intoArray(all, to + 4 * stride);
  }

  /** Six points to four outputs, A^T m. */
  static void output(float[] all, int from, int step, int to, int stride) {
    FloatVector m1 = FloatVector.fromArray(SPECIES, all, from + step);
    FloatVector m2 = FloatVector.fromArray(SPECIES, all, from + 2 * step);
    FloatVector m3 = FloatVector.fromArray(SPECIES, all, from + 3 * step);
    FloatVector m4 = FloatVector.fromArray(SPECIES, all, from + 4 * step);
    FloatVector sum1 = m1.add(m2);
    FloatVector sum2 = m3.add(m4);
    FloatVector difference1 = m1.sub(m2);
    FloatVector difference2 = m3.sub(m4);
    FloatVector.fromArray(SPECIES, all, from).add(sum1).add(sum2).intoArray(all, to);
    difference2.fma(FloatVector.broadcast(SPECIES, 2f), difference1).intoArray(all, to + stride);
    sum2.fma(FloatVector.broadcast(SPECIES, 4f), sum1).intoArray(all, to + 2 * stride);
    difference2
        .fma(FloatVector.broadcast(SPECIES, 8f), difference1)
        .add(FloatVector.fromArray(SPECIES, all, from + 5 * step))
        .intoArray(all, to + 3 * stride);
  }

  /** The transpose of {@link #output}: the gradient of four outputs to that of six points, A y. */
  static void outputGradient(float[] all, int from, int step, int to, int stride) {
    FloatVector y0 = FloatVector.fromArray(SPECIES, all, from);
    FloatVector y1 = FloatVector.fromArray(SPECIES, all, from + step);
    FloatVector y2 = FloatVector.fromArray(SPECIES, all, from + 2 * step);
    FloatVector y3 = FloatVector.fromArray(SPECIES, all, from + 3 * step);
    FloatVector four = FloatVector.broadcast(SPECIES, 4f);
    y0.intoArray(all, to);
    y3.intoArray(all, to + 5 * stride);
    FloatVector even = y0.add(y2);
    FloatVector odd = y1.add(y3);
    even.add(odd).intoArray(all, to + stride);
    even.sub(odd).intoArray(all, to + 2 * stride);
    even = y2.fma(four, y0);
    odd = y3.fma(four, y1);
    odd = odd.add(odd);
    even.add(odd).intoArray(all, to + 3 * stride);
    even.sub(odd).intoArray(all, to + 4 * stride);
  }

  /** Three taps to six points, G g. */
  static void kernel(float[] all, int from, int step, int to, int stride) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, all, from);
    FloatVector g1 = FloatVector.fromArray(SPECIES, all, from + step);
    FloatVector g2 = FloatVector.fromArray(SPECIES, all, from + 2 * step);
    g0.mul(1f / 4).intoArray(all, to);
    FloatVector even = g0.add(g2).mul(-1f / 6);
    FloatVector odd = g1.mul(-1f / 6);
    even.add(odd).intoArray(all, to + stride);
    even.sub(odd).intoArray(all, to + 2 * stride);
    even = g0.mul(1f / 24).add(g2.mul(1f / 6));
    odd = g1.mul(1f / 12);
    even.add(odd).intoArray(all, to + 3 * stride);
    even.sub(odd).intoArray(all, to + 4 * stride);
    g2.intoArray(all, to + 5 * stride);
  }

  /** The transpose of {@link #kernel}: the gradient of six points to that of three taps, G^T m. */
  static void kernelGradient(float[] all, int from, int step, int to, int stride) {
    FloatVector m1 = FloatVector.fromArray(SPECIES, all, from + step);
    FloatVector m2 = FloatVector.fromArray(SPECIES, all, from + 2 * step);
    FloatVector m3 = FloatVector.fromArray(SPECIES, all, from + 3 * step);
    FloatVector m4 = FloatVector.fromArray(SPECIES, all, from + 4 * step);
    FloatVector sixth = m1.add(m2).mul(-1f / 6);
    FloatVector sum = m3.add(m4);
    FloatVector.fromArray(SPECIES, all, from)
        .mul(1f / 4)
        .add(sixth)
        .add(sum.mul(1f / 24))
        .intoArray(all, to);
    m2.sub(m1).mul(1f / 6).add(m3.sub(m4).mul(1f / 12)).intoArray(all, to + stride);
    sixth
        .add(sum.mul(1f / 6))
        .add(FloatVector.fromArray(SPECIES, all, from + 5 * step))
        .intoArray(all, to + 2 * stride);
  }
}
