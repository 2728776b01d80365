package org.epnas.policy.nn;

import java.util.Arrays;

/** {@link Gemm} in plain loops. */
final class ScalarGemm implements Gemm {
  @Override
  public void nn(
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
    broadcast(m, n, k, a, aOffset, k, 1, b, bOffset, c, cOffset, accumulate);
  }

  @Override
  public void tn(
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
    broadcast(m, n, k, a, aOffset, 1, m, b, bOffset, c, cOffset, accumulate);
  }

  /** Element (i, p) of A lies at {@code aOffset + i * rowStride + p * columnStride}. */
  private static void broadcast(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int rowStride,
      int columnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int row = cOffset + i * n;
      if (!accumulate) {
        Arrays.fill(c, row, row + n, 0f);
      }
      for (int p = 0; p < k; p++) {
        float factor = a[aOffset + i * rowStride + p * columnStride];
        int from = bOffset + p * n;
        for (int j = 0; j < n; j++) {
          c[row + j] += factor * b[from + j];
        }
      }
    }
  }

  @Override
  public void nt(
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a[aOffset + i * k + p] * b[bOffset + j * k + p];
        }
        int to = cOffset + i * n + j;
        c[to] = accumulate ? c[to] + sum : sum;
      }
    }
  }
}
