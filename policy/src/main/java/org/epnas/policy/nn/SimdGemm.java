package org.epnas.policy.nn;

import static org.epnas.policy.nn.SimdTile.COLUMNS;
import static org.epnas.policy.nn.SimdTile.ROWS;

import java.util.Arrays;

/**
 * {@link Gemm} on the Vector API. B is packed into panels of {@link SimdTile#COLUMNS} columns, each
 * (k, COLUMNS) without gaps and the last padded with zeros: the inner loop then reads it in one
 * stream at a constant stride, which spares it bounds checks and cache conflicts. C is computed
 * tile by tile; a tile that sticks out is computed in {@link #edge} and cut.
 */
final class SimdGemm extends Gemm {
  private final float[] edge = new float[ROWS * COLUMNS];

  @Override
  void pack(PackedMatrix into, int k, int n, float[] b, int bOffset, boolean transposed) {
    int panels = (n + COLUMNS - 1) / COLUMNS;
    float[] data = into.reset(k, n, panels * k * COLUMNS);
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      if (transposed) {
        packTransposed(k, width, b, bOffset + j * k, data, j * k);
      } else {
        packRows(k, width, b, bOffset + j, n, data, j * k);
      }
    }
  }

  private static void packRows(
      int k, int width, float[] b, int from, int stride, float[] data, int to) {
    if (width == COLUMNS) {
      SimdTile.copyPanel(k, b, from, stride, data, to);
      return;
    }
    for (int p = 0; p < k; p++) {
      int row = to + p * COLUMNS;
      System.arraycopy(b, from + p * stride, data, row, width);
      Arrays.fill(data, row + width, row + COLUMNS, 0f);
    }
  }

  private static void packTransposed(int k, int width, float[] b, int from, float[] data, int to) {
    for (int p = 0; p < k; p++) {
      int row = to + p * COLUMNS;
      for (int j = 0; j < width; j++) {
        data[row + j] = b[from + j * k + p];
      }
      Arrays.fill(data, row + width, row + COLUMNS, 0f);
    }
  }

  @Override
  void multiply(
      int m,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      float[] c,
      int cOffset,
      boolean accumulate) {
    int n = b.columns();
    if (!accumulate) {
      Arrays.fill(c, cOffset, cOffset + m * n, 0f);
    }
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int i = 0; i < m; i += ROWS) {
        int height = Math.min(ROWS, m - i);
        int to = cOffset + i * n + j;
        if (height == ROWS && width == COLUMNS) {
          multiplyTile(m, i, height, a, aOffset, transposed, b, j, c, to, n);
        } else {
          loadEdge(height, width, c, to, n);
          multiplyTile(m, i, height, a, aOffset, transposed, b, j, edge, 0, COLUMNS);
          storeEdge(height, width, c, to, n);
        }
      }
    }
  }

  /** Adds the product of rows i ... of A and panel j ... of B to a tile. */
  private static void multiplyTile(
      int m,
      int i,
      int height,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      int j,
      float[] tile,
      int tileOffset,
      int stride) {
    int k = b.rows();
    int rowStride = transposed ? 1 : k;
    int columnStride = transposed ? m : 1;
    SimdTile.multiply(
        k,
        a,
        aOffset + i * rowStride,
        rowStride,
        columnStride,
        height,
        b.data(),
        j * k,
        tile,
        tileOffset,
        stride);
  }

  private void loadEdge(int height, int width, float[] c, int from, int stride) {
    for (int i = 0; i < height; i++) {
      System.arraycopy(c, from + i * stride, edge, i * COLUMNS, width);
    }
  }

  private void storeEdge(int height, int width, float[] c, int to, int stride) {
    for (int i = 0; i < height; i++) {
      System.arraycopy(edge, i * COLUMNS, c, to + i * stride, width);
    }
  }
}
