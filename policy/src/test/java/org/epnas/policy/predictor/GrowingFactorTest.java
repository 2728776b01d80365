package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K = (4 2; 2 3): L = (2 0; 1 sqrt 2), its inverse (3 -2; -2 4) / 8. */
class GrowingFactorTest {
  private static final double[] NOTHING = {};

  private final GrowingFactor factor = new GrowingFactor();

  @BeforeEach
  void grow() {
    assertThat(factor.append(new double[] {4})).isTrue();
    assertThat(factor.append(new double[] {2, 3})).isTrue();
  }

  @Test
  void solvesInTwoSteps() {
    double[] projected = factor.project(new double[] {1, 5}, NOTHING);

    assertThat(projected).containsExactly(new double[] {0.5, 4.5 / Math.sqrt(2)}, within(1e-12));
    assertThat(factor.solveUpper(projected))
        .containsExactly(new double[] {-7 / 8.0, 18 / 8.0}, within(1e-12));
  }

  @Test
  void continuesAProjectionWhereItGrew() {
    GrowingFactor growing = new GrowingFactor();
    assertThat(growing.append(new double[] {4})).isTrue();
    double[] before = growing.project(new double[] {1, 5}, NOTHING);
    assertThat(growing.append(new double[] {2, 3})).isTrue();

    assertThat(growing.project(new double[] {1, 5}, before))
        .containsExactly(factor.project(new double[] {1, 5}, NOTHING), within(1e-12));
  }

  @Test
  void knowsTheInverse() {
    assertThat(factor.inverseDiagonal(2))
        .containsExactly(new double[] {3 / 8.0, 4 / 8.0}, within(1e-12));
    assertThat(factor.inverseDiagonal(1)).containsExactly(new double[] {1 / 4.0}, within(1e-12));
  }

  @Test
  void takesRowsBack() {
    factor.truncate(1);

    assertThat(factor.size()).isOne();
    assertThat(factor.project(new double[] {6}, NOTHING)).containsExactly(3.0);
  }

  @Test
  void refusesWhatIsNotPositiveDefinite() {
    assertThat(factor.append(new double[] {4, 2, 4})).as("the first row again").isFalse();
    assertThat(factor.size()).isEqualTo(2);
  }
}
