package org.epnas.policy.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private final RandomStream random = RandomStream.of(1, Purpose.STRATEGY, 0, 0);

  @Test
  void theOldestDiesHoweverGoodItIs() {
    Population population = new Population(3, Trial::reward);
    population.add(trial(0, 0.9).build());
    population.add(trial(1, 0.1).build());
    assertThat(population.full()).isFalse();
    population.add(trial(2, 0.2).build());
    assertThat(population.full()).isTrue();

    population.add(trial(3, 0.3).build());

    assertThat(population.members()).extracting(Trial::id).containsExactly(1, 2, 3);
  }

  @Test
  void tournamentsAreDrawnWithReplacement() {
    Population population = new Population(4, Trial::reward);
    IntStream.range(0, 4).forEach(i -> population.add(trial(i, 0.1 * i).build()));

    long bestWon =
        IntStream.range(0, 4000).filter(i -> population.tournament(2, random).id() == 3).count();

    // 1 - (3/4)^2 = 7/16 = 0.4375 of the tournaments, give or take 4 deviations of 0.0078.
    assertThat(bestWon / 4000.0).isBetween(0.406, 0.469);
  }

  @Test
  void anEqualRewardIsWonByTheEarlierTrial() {
    Population population = new Population(2, Trial::reward);
    population.add(trial(7, 0.5).build());
    population.add(trial(4, 0.5).build());

    assertThat(population.tournament(40, random).id()).isEqualTo(4);
  }

  /** PenaltyWeights grew since the first trial was told: what counts is what it is worth today. */
  @Test
  void comparesByThePresentFitness() {
    double[] present = {0.2, 0.3};
    Population population = new Population(2, trial -> present[trial.id()]);
    population.add(trial(0, 0.9).build());
    population.add(trial(1, 0.3).build());

    assertThat(population.tournament(40, random).id()).isEqualTo(1);
  }
}
