package org.epnas.policy.nn;

import static org.epnas.policy.nn.SimdTile.COLUMNS;
import static org.epnas.policy.nn.SimdTile.INTERLEAVED;
import static org.epnas.policy.nn.SimdTile.MORE_ROWS;
import static org.epnas.policy.nn.SimdTile.MOST_ROWS;
import static org.epnas.policy.nn.SimdTile.ROWS;

import java.util.Arrays;

/**
 * {@link Gemm} on the Vector API. B is packed into panels of {@link SimdTile#COLUMNS} columns, each
 * (k, COLUMNS) without gaps and the last padded with zeros: the inner loop then reads it in one
 * stream at a constant stride, which spares it bounds checks and cache conflicts. C is computed
 * tile by tile; a tile that sticks out is computed in {@link #edge} and cut.
 */
final class SimdGemm extends Gemm {
  /** Whether there are 32 registers, as vectors of 512 bits have. */
  private static final boolean WIDE = COLUMNS >= 2 * 16;

  private final float[] edge = new float[MOST_ROWS * COLUMNS];
  private float[] interleaved = new float[0];

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
    if (width == COLUMNS && k % SimdTile.SQUARE == 0) {
      SimdTile.copyPanelTransposed(k, b, from, data, to);
      return;
    }
    for (int j = 0; j < width; j++) {
      int row = from + j * k;
      int column = to + j;
      for (int p = 0; p < k; p++) {
        data[column + p * COLUMNS] = b[row + p];
      }
    }
    if (width < COLUMNS) {
      for (int p = 0; p < k; p++) {
        int row = to + p * COLUMNS;
        Arrays.fill(data, row + width, row + COLUMNS, 0f);
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
    int n = b.columns();
    if (transposed) {
      interleave(m, b.rows(), a, aOffset);
    }
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      int height;
      for (int i = 0; i < m; i += height) {
        height = transposed ? interleavedRows(m - i) : rows(m - i);
        int from = startOffset + i * startStride + j;
        int to = cOffset + i * n + j;
        if (height >= ROWS && width == COLUMNS) {
          multiplyTile(i, height, a, aOffset, transposed, b, j, start, from, startStride, c, to, n);
        } else {
          copyRows(height, width, start, from, startStride, edge, 0, COLUMNS);
          multiplyTile(i, height, a, aOffset, transposed, b, j, edge, 0, COLUMNS, edge, 0, COLUMNS);
          copyRows(height, width, edge, 0, COLUMNS, c, to, n);
        }
      }
    }
  }

  /**
   * Rows of the next tile: eight where registers allow it, else six, unless that would leave less
   * than another whole tile of four.
   */
  private static int rows(int left) {
    if (WIDE && left >= MOST_ROWS) {
      return MOST_ROWS;
    }
    return left == MORE_ROWS || left >= ROWS + MORE_ROWS ? MORE_ROWS : Math.min(ROWS, left);
  }

  private static int interleavedRows(int left) {
    return WIDE && left >= MOST_ROWS ? MOST_ROWS : Math.min(ROWS, left);
  }

  /**
   * Copies A, stored as (k, m), into blocks of INTERLEAVED rows, each (k, INTERLEAVED); rows that
   * are missing in the last block hold anything. It is then read at a constant stride.
   */
  private void interleave(int m, int k, float[] a, int aOffset) {
    int blocks = (m + INTERLEAVED - 1) / INTERLEAVED;
    interleaved = Buffers.grown(interleaved, blocks * INTERLEAVED * k);
    for (int i = 0; i < m; i += INTERLEAVED) {
      int height = Math.min(INTERLEAVED, m - i);
      if (height == INTERLEAVED) {
        SimdTile.copyColumns(k, a, aOffset + i, m, interleaved, i * k);
      } else {
        for (int p = 0; p < k; p++) {
          System.arraycopy(a, aOffset + p * m + i, interleaved, i * k + p * INTERLEAVED, height);
        }
      }
    }
  }

  /** A tile of C: the product of rows i ... of A and panel j ... of B, and what it starts from. */
  private void multiplyTile(
      int i,
      int height,
      float[] a,
      int aOffset,
      boolean transposed,
      PackedMatrix b,
      int j,
      float[] start,
      int from,
      int startStride,
      float[] c,
      int to,
      int stride) {
    int k = b.rows();
    float[] panel = b.data();
    int pj = j * b.depth() + b.first() * COLUMNS;
    int row = aOffset + i * k;
    if (transposed) {
      int block = i / INTERLEAVED * INTERLEAVED * k + i % INTERLEAVED;
      if (height == MOST_ROWS) {
        SimdTile.multiplyMostInterleaved(
            k, interleaved, block, panel, pj, start, from, startStride, c, to, stride);
      } else {
        SimdTile.multiplyInterleaved(
            k, interleaved, block, panel, pj, start, from, startStride, c, to, stride);
      }
    } else if (height == MOST_ROWS) {
      SimdTile.multiplyMost(k, a, row, panel, pj, start, from, startStride, c, to, stride);
    } else if (height == MORE_ROWS) {
      SimdTile.multiplyMore(k, a, row, panel, pj, start, from, startStride, c, to, stride);
    } else {
      SimdTile.multiply(k, a, row, height, panel, pj, start, from, startStride, c, to, stride);
    }
  }

  private static void copyRows(
      int rows, int width, float[] from, int offset, int stride, float[] to, int at, int step) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, offset + i * stride, to, at + i * step, width);
    }
  }
}
