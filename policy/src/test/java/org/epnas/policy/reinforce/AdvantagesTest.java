package org.epnas.policy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdvantagesTest {
  @Test
  void standardisesByHand() {
    // Mean 3, deviations -2, 0, 2: population variance 8/3, standard deviation 1.632993.
    assertThat(Advantages.standardise(new double[] {1, 3, 5}))
        .containsExactly(new double[] {-1.224745, 0, 1.224745}, within(1e-6));
  }

  @Test
  void equalOrSingleAdvantagesTeachNothing() {
    assertThat(Advantages.standardise(new double[] {0.7, 0.7, 0.7})).containsExactly(0, 0, 0);
    assertThat(Advantages.standardise(new double[] {5})).containsExactly(0);
    assertThat(Advantages.standardise(new double[0])).isEmpty();
  }
}
