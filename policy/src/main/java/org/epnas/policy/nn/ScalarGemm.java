package org.epnas.policy.nn;

/** {@link Gemm} in plain loops; packs B as (k, n). */
final class ScalarGemm extends Gemm {
  @Override
  void pack(PackedMatrix into, int k, int n, float[] b, int bOffset, boolean transposed) {
    float[] data = into.reset(k, n, k * n);
    if (!transposed) {
      System.arraycopy(b, bOffset, data, 0, k * n);
      return;
    }
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++) {
        data[p * n + j] = b[bOffset + j * k + p];
      }
    }
  }

  @Override
  void multiply(
      int m,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      float[] start,
      int startOffset,
      int startStride,
      float[] c,
      int cOffset) {
    int k = b.rows();
    int n = b.columns();
    int rowStride = transposed ? 1 : k;
    int columnStride = transposed ? m : 1;
    for (int i = 0; i < m; i++) {
      int row = cOffset + i * n;
      System.arraycopy(start, startOffset + i * startStride, c, row, n);
      for (int p = 0; p < k; p++) {
        addRow(
            n,
            a[aOffset + i * rowStride + p * columnStride],
            b.data(),
            (b.first() + p) * n,
            c,
            row);
      }
    }
  }

  private static void addRow(int n, float factor, float[] b, int from, float[] c, int to) {
    for (int j = 0; j < n; j++) {
      c[to + j] += factor * b[from + j];
    }
  }
}
