package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The tiles that {@link SimdGemm} takes on some processors only. */
final class SimdTileTest {
  private static final int K = 13;
  private static final int STRIDE = SimdTile.COLUMNS + 3;
  private static final int ROWS = SimdTile.MOST_ROWS;

  private final SplittableRandom random = new SplittableRandom(3);
  private final float[] panel = RandomArrays.uniform(K * SimdTile.COLUMNS, random);
  private final float[] before = RandomArrays.uniform(ROWS * STRIDE, random);

  static boolean hasWideBlocks() {
    return SimdTile.INTERLEAVED >= ROWS;
  }

  private interface Element {
    float at(int row, int p);
  }

  private void assertProduct(float[] c, Element a) {
    float[] expected = before.clone();
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < SimdTile.COLUMNS; column++) {
        double sum = 0;
        for (int p = 0; p < K; p++) {
          sum += (double) a.at(row, p) * panel[p * SimdTile.COLUMNS + column];
        }
        expected[row * STRIDE + column] += (float) sum;
      }
    }
    assertThat(c).containsExactly(expected, within(1e-5f));
  }

  @Test
  void eightRowsAddTheProductAndTouchNothingElse() {
    float[] a = RandomArrays.uniform(ROWS * K, random);
    float[] c = before.clone();

    SimdTile.multiplyMost(K, a, 0, panel, 0, c, 0, STRIDE, c, 0, STRIDE);

    assertProduct(c, (row, p) -> a[row * K + p]);
  }

  @Test
  @EnabledIf(value = "hasWideBlocks", disabledReason = "rows lie interleaved by fewer than eight")
  void eightInterleavedRowsAddTheProductAndTouchNothingElse() {
    int shift = SimdTile.INTERLEAVED - ROWS;
    float[] a = RandomArrays.uniform(K * SimdTile.INTERLEAVED, random);
    float[] c = before.clone();

    SimdTile.multiplyMostInterleaved(K, a, shift, panel, 0, c, 0, STRIDE, c, 0, STRIDE);

    assertProduct(c, (row, p) -> a[shift + p * SimdTile.INTERLEAVED + row]);
  }

  @Test
  void aPanelIsTurned() {
    int k = 3 * SimdTile.SQUARE;
    float[] matrix = RandomArrays.uniform(2 + SimdTile.COLUMNS * k, random);
    float[] turned = new float[1 + k * SimdTile.COLUMNS];

    SimdTile.copyPanelTransposed(k, matrix, 2, turned, 1);

    for (int p = 0; p < k; p++) {
      for (int column = 0; column < SimdTile.COLUMNS; column++) {
        assertThat(turned[1 + p * SimdTile.COLUMNS + column]).isEqualTo(matrix[2 + column * k + p]);
      }
    }
  }
}
