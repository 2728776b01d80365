package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {
  private static final int[] SIZES = {1, 7, 16, 31, 64, 207, 1024};

  record Shape(int m, int n, int k) {}

  /** Each dimension takes every size while the others are small and odd. */
  static Stream<Shape> shapes() {
    return IntStream.of(SIZES)
        .boxed()
        .flatMap(s ->
            Stream.of(
                new Shape(s, 9, 5), new Shape(3, s, 6), new Shape(6, 17, s), new Shape(s, 70, 8)));
  }

  private static List<Gemm> implementations() {
    return List.of(new ScalarGemm(), new SimdGemm());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyVariantIsTheProductOfMatrices(Shape shape) {
    SplittableRandom random = new SplittableRandom(shape.hashCode());
    int m = shape.m;
    int n = shape.n;
    int k = shape.k;
    float[] a = RandomArrays.uniform(m * k, random);
    float[] b = RandomArrays.uniform(k * n, random);
    float[] before = RandomArrays.uniform(m * n, random);
    double[] product = product(shape, a, b);
    for (Gemm gemm : implementations()) {
      for (boolean accumulate : new boolean[] {false, true}) {
        float[] nn = before.clone();
        gemm.nn(m, n, k, a, 0, b, 0, nn, 0, accumulate);
        requireEqual(nn, product, before, accumulate, k);
        float[] nt = before.clone();
        gemm.nt(m, n, k, a, 0, transpose(b, k, n), 0, nt, 0, accumulate);
        requireEqual(nt, product, before, accumulate, k);
        float[] tn = before.clone();
        gemm.tn(m, n, k, transpose(a, m, k), 0, b, 0, tn, 0, accumulate);
        requireEqual(tn, product, before, accumulate, k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void affineAddsTheBiasToEveryRow(Shape shape) {
    SplittableRandom random = new SplittableRandom(shape.hashCode());
    int m = shape.m;
    int n = shape.n;
    float[] a = RandomArrays.uniform(m * shape.k, random);
    float[] b = RandomArrays.uniform(shape.k * n, random);
    float[] bias = RandomArrays.uniform(2 + n, random);
    float[] biases = new float[m * n];
    for (int row = 0; row < m; row++) {
      System.arraycopy(bias, 2, biases, row * n, n);
    }
    double[] product = product(shape, a, b);
    for (Gemm gemm : implementations()) {
      float[] c = RandomArrays.uniform(m * n, random);
      gemm.affine(m, n, shape.k, a, 0, b, 0, bias, 2, c, 0);
      requireEqual(c, product, biases, true, shape.k);
    }
  }

  /** As if the first rows of B, and what they meet of A, were not there. */
  @Test
  void leavesOutTheFirstRowsOfAPackedMatrix() {
    int m = 9;
    int n = 41;
    int k = 12;
    SplittableRandom random = new SplittableRandom(8);
    float[] a = RandomArrays.uniform(k * m, random);
    float[] b = RandomArrays.uniform(k * n, random);
    for (Gemm gemm : implementations()) {
      float[] expected = new float[m * n];
      gemm.tn(m, n, k - 5, a, 5 * m, b, 5 * n, expected, 0, false);
      PackedMatrix packed = new PackedMatrix();
      gemm.pack(packed, k, n, b, 0, false);
      packed.startAt(5);
      float[] actual = new float[m * n];
      gemm.multiply(m, a, 5 * m, true, packed, actual, 0, false);
      assertThat(actual).containsExactly(expected);
    }
  }

  private static double[] product(Shape shape, float[] a, float[] b) {
    double[] c = new double[shape.m * shape.n];
    for (int i = 0; i < shape.m; i++) {
      for (int j = 0; j < shape.n; j++) {
        for (int p = 0; p < shape.k; p++) {
          c[i * shape.n + j] += (double) a[i * shape.k + p] * b[p * shape.n + j];
        }
      }
    }
    return c;
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }

  private static void requireEqual(
      float[] actual, double[] product, float[] before, boolean accumulate, int k) {
    for (int i = 0; i < actual.length; i++) {
      double expected = product[i] + (accumulate ? before[i] : 0);
      assertThat((double) actual[i]).isCloseTo(expected, within(1e-7 * (2 + k)));
    }
  }

  @Test
  void multipliesByHandAtOffsets() {
    for (Gemm gemm : implementations()) {
      float[] a = {9, 1, 2, 3, 4};
      float[] b = {9, 9, 5, 6, 7, 8};
      float[] c = {-1, 0, 0, 0, 0, -1};
      // (1 2; 3 4) (5 6; 7 8) = (19 22; 43 50)
      gemm.nn(2, 2, 2, a, 1, b, 2, c, 1, false);
      assertThat(c).containsExactly(-1, 19, 22, 43, 50, -1);
      // (1 2; 3 4) (5 6; 7 8)^T = (17 23; 39 53), added
      gemm.nt(2, 2, 2, a, 1, b, 2, c, 1, true);
      assertThat(c).containsExactly(-1, 36, 45, 82, 103, -1);
      // (1 2; 3 4)^T (5 6; 7 8) = (26 30; 38 44)
      gemm.tn(2, 2, 2, a, 1, b, 2, c, 1, false);
      assertThat(c).containsExactly(-1, 26, 30, 38, 44, -1);
    }
  }

  @Test
  void anEmptySumIsZeroOrWhatWasThere() {
    for (Gemm gemm : implementations()) {
      float[] c = {1, 2};
      gemm.nn(1, 2, 0, new float[0], 0, new float[0], 0, c, 0, true);
      assertThat(c).containsExactly(1, 2);
      gemm.nn(1, 2, 0, new float[0], 0, new float[0], 0, c, 0, false);
      assertThat(c).containsExactly(0, 0);
    }
  }

  /** Batching is invisible: a row alone and within a batch gives the same bits. */
  @Test
  void rowsDoNotInfluenceEachOther() {
    int m = 11;
    int n = 37;
    int k = 64;
    SplittableRandom random = new SplittableRandom(5);
    float[] a = RandomArrays.uniform(m * k, random);
    float[] b = RandomArrays.uniform(k * n, random);
    for (Gemm gemm : implementations()) {
      float[] together = new float[m * n];
      gemm.nn(m, n, k, a, 0, b, 0, together, 0, false);
      float[] alone = new float[m * n];
      for (int row = 0; row < m; row++) {
        gemm.nn(1, n, k, a, row * k, b, 0, alone, row * n, false);
      }
      assertThat(alone).containsExactly(together);
    }
  }
}
