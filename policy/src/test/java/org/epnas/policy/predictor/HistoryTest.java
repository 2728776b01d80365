package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  @Test
  void aNetworkThatFailedCountsAsTheWorstThatDidNot() {
    add(trial(0, 0.6).build());
    add(failed(1, Outcome.Reason.DIVERGED).build());
    add(failed(2, Outcome.Reason.OUT_OF_MEMORY).build());
    add(failed(3, Outcome.Reason.TIMED_OUT).build());
    add(trial(4, 0.4).build());

    assertThat(history.observations())
        .extracting(Observation::accuracy)
        .containsExactly(0.6, 0.4, 0.4, 0.4, 0.4);
  }

  @Test
  void failuresOfTheMachineSayNothing() {
    add(failed(0, Outcome.Reason.ERROR).build());
    add(failed(1, Outcome.Reason.CANCELLED).build());
    add(failed(2, Outcome.Reason.OVER_LIMIT).build());

    assertThat(history.observations()).isEmpty();
  }

  private void add(Trial trial) {
    history.add(
        new PredictorInput(
            trial.architecture(), List.of(new Token(List.of(0))), trial.cost(), 1, 1),
        trial);
  }
}
