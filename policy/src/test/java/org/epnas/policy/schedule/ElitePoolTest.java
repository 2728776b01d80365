package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.Test;

class ElitePoolTest {
  private final ElitePool pool = new ElitePool();

  @Test
  void ranksAnArchitectureByItsLatestTrial() {
    observe(trial(0, 0.9).hash("a").build(), trial(1, 0.8).hash("b").build());
    assertThat(ids(pool.top(9))).containsExactly(0, 1);

    observe(trial(2, 0.7).hash("a").parent(0).build());

    assertThat(ids(pool.top(9))).containsExactly(1, 2);
    assertThat(pool.best().orElseThrow().trial().id()).isEqualTo(1);
    assertThat(pool.isLatest(trial(0, 0.9).hash("a").build())).isFalse();
    assertThat(pool.isLatest(trial(2, 0.7).hash("a").build())).isTrue();
  }

  @Test
  void prefersFeasibleNetworksAndFallsBackOnTheBestOfTheOthers() {
    observe(trial(0, 0.5).infeasible().build(), trial(1, 0.9).infeasible().build());
    assertThat(ids(pool.top(9))).containsExactly(1, 0);

    observe(trial(2, 0.1).build());

    assertThat(ids(pool.top(9))).containsExactly(2, 1, 0);
    assertThat(ids(pool.top(2))).containsExactly(2, 1);
  }

  @Test
  void countsTheEpochsBehindInheritedWeights() {
    observe(
        trial(0, 0.1).epochs(1).build(),
        trial(1, 0.2).epochs(2).parent(0).build(),
        trial(2, 0.3).epochs(4).parent(1).hash("hash1").build());

    // 4 of its own, 2 of its first training, 1 of the network it was made from.
    assertThat(pool.best().orElseThrow().lineageEpochs()).isEqualTo(7);
  }

  @Test
  void leavesOutWhatDidNotComplete() {
    observe(failed(0, Outcome.Reason.DIVERGED).build());

    assertThat(pool.isEmpty()).isTrue();
    assertThat(pool.best()).isEmpty();
  }

  private void observe(Trial... trials) {
    List.of(trials).forEach(pool::observe);
  }

  private static List<Integer> ids(List<Elite> elites) {
    return elites.stream().map(elite -> elite.trial().id()).toList();
  }
}
