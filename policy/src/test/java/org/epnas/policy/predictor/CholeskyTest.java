package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CholeskyTest {
  /** K = [4 2; 2 3] has determinant 8 and inverse [3 -2; -2 4] / 8. */
  private static final double[][] MATRIX = {{4}, {2, 3}};

  private static final double[] B = {1, 5};

  private final Cholesky factor = Cholesky.of(MATRIX).orElseThrow();

  @Test
  void knowsTheDeterminant() {
    assertThat(factor.logDeterminant()).isCloseTo(Math.log(8), within(1e-12));
  }

  @Test
  void theScaleIsTheMeanOfWhatTheMatrixExplains() {
    // (1, 5) . (-7, 18) / 8 / 2
    assertThat(factor.scale(B)).isCloseTo(83 / 16.0, within(1e-12));
  }

  @Test
  void refusesWhatIsNotPositiveDefinite() {
    assertThat(Cholesky.of(new double[][] {{1}, {2, 1}})).isEmpty();
  }
}
