package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void countsEachObservationPoissonTimes() {
    int n = 20_000;
    int[] times = new int[n];
    for (int index : Bootstrap.indices(n, stream(1))) {
      times[index]++;
    }

    // Poisson(1): mean 1, and 0 and 1 each with probability 1/e = 0.368.
    assertThat(Arrays.stream(times).average().orElseThrow()).isEqualTo(1, within(0.03));
    assertThat(Arrays.stream(times).filter(t -> t == 0).count() / (double) n)
        .isEqualTo(0.368, within(0.015));
    assertThat(Arrays.stream(times).filter(t -> t == 1).count() / (double) n)
        .isEqualTo(0.368, within(0.015));
  }

  @Test
  void countsThemAsOftenInEveryLaterFit() {
    int[] earlier = Bootstrap.indices(10, stream(2));
    int[] later = Bootstrap.indices(30, stream(2));

    assertThat(Arrays.stream(later).filter(i -> i < 10).toArray()).isEqualTo(earlier);
  }

  @Test
  void neverDrawsNothing() {
    for (int seed = 0; seed < 50; seed++) {
      assertThat(Bootstrap.indices(1, stream(seed))).isNotEmpty().containsOnly(0);
    }
  }

  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, Purpose.PREDICTOR, 0, 0);
  }
}
