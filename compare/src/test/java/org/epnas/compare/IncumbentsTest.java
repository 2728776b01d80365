package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.TestTrials;
import org.junit.jupiter.api.Test;

class IncumbentsTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Incumbents incumbents =
      new Incumbents(nanos::get, trial -> 100 * trial.completed().orElseThrow().accuracy());

  private void finish(long second, Trial trial) {
    nanos.set(second * SECOND);
    incumbents.on(new SearchEvent.TrialFinished(trial, 0));
  }

  @Test
  void timeCountsFromTheStartOfTheSearchAndNotFromItsPreparation() {
    // Ten seconds of reading data go before.
    nanos.set(10 * SECOND);
    incumbents.on(
        new SearchEvent.Started(SearchSettings.of(Budget.parse("trials=4")), Optional.empty()));
    finish(12, TestTrials.trial(0, 0.5, 10));
    finish(13, TestTrials.trial(1, 0.25, 10));
    finish(14, TestTrials.trial(2, 0.75, 2000));
    finish(15, TestTrials.trial(3, 0.625, 10));

    // Trial 1 is worse, trial 2 over its limit.
    assertThat(incumbents.curve()).containsExactly(new Step(2, 50), new Step(5, 62.5));
  }
}
