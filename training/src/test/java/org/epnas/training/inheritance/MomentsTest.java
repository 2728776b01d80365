package org.epnas.training.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void rectifiesANormalDistribution() {
    // Standard normal: mean 1 / sqrt(2 pi), variance 1/2 - 1 / (2 pi).
    Moments rectified = Moments.standard(1).rectified();

    assertThat(rectified.means()[0]).isCloseTo(1 / Math.sqrt(2 * Math.PI), within(1e-6));
    assertThat(rectified.variances()[0]).isCloseTo(0.5 - 0.5 / Math.PI, within(1e-6));
    assertThat(rectified.nonNegative()).isTrue();
    assertThat(rectified.rectified()).isSameAs(rectified);
  }

  @Test
  void rectifiesWhatIsFarFromZero() {
    Moments far =
        new Moments(new double[] {20, -20, 3, -3}, new double[] {1, 1, 0, 0}, false).rectified();

    assertThat(far.means()).containsExactly(new double[] {20, 0, 3, 0}, within(1e-6));
    assertThat(far.variances()).containsExactly(new double[] {1, 0, 0, 0}, within(1e-4));
  }

  @Test
  void addsAndJoins() {
    Moments first = Moments.normalised(new float[] {2}, new float[] {1});
    Moments second = Moments.normalised(new float[] {1}, new float[] {3}).rectified();

    assertThat(first.means()).containsExactly(1);
    assertThat(first.variances()).containsExactly(4);
    assertThat(Moments.sum(List.of(first, first)).variances()).containsExactly(8);
    assertThat(Moments.sum(List.of(first, second)).nonNegative()).isFalse();
    assertThat(Moments.concatenated(List.of(first, first)).means()).containsExactly(1, 1);
    assertThat(Moments.concatenated(List.of(first, second)).select(new int[] {1, 0, 0}).means())
        .containsExactly(second.means()[0], 1, 1);
  }
}
