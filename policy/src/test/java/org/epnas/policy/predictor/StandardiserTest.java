package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandardiserTest {
  /** First column: mean 4, standard deviation 2. Second column: constant. */
  private final Standardiser standardiser =
      Standardiser.of(List.of(new double[] {2, 7}, new double[] {6, 7}));

  @Test
  void shiftsAndScales() {
    assertThat(standardiser.apply(0, 4)).isZero();
    assertThat(standardiser.apply(0, 7)).isEqualTo(1.5, within(1e-12));
    assertThat(standardiser.invert(0, 1.5)).isEqualTo(7, within(1e-12));
  }

  @Test
  void cutsOutliersAtThreeStandardDeviations() {
    assertThat(standardiser.apply(0, 1e6)).isEqualTo(3);
    assertThat(standardiser.apply(0, -1e6)).isEqualTo(-3);
  }

  @Test
  void ignoresWhatDoesNotVary() {
    assertThat(standardiser.apply(1, 7)).isZero();
    assertThat(standardiser.apply(1, 100)).isZero();
    assertThat(standardiser.invert(1, 2)).isEqualTo(7);
  }
}
