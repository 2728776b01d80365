package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.TimeSplit;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.TestTrials;
import org.junit.jupiter.api.Test;

/** The advice fits what happened. */
class NothingFoundTest {
  private static final List<String> LIMITS = List.of("parameters<=150k");

  @Test
  void failedTrialsTellWhyInsteadOfBlamingTheLimits() {
    String refused = "The system refused (9) bytes of native memory. Maybe use a smaller batch.";
    String text =
        text(
            SearchEnd.Reason.BUDGET_SPENT,
            TestTrials.failed(0, Reason.OUT_OF_MEMORY, refused),
            TestTrials.failed(1, Reason.OUT_OF_MEMORY, refused),
            TestTrials.failed(2, Reason.DIVERGED, "Loss became NaN."));

    assertThat(text)
        .isEqualTo(
            "No trial was completed: 2 of 3 failed trials ran out of memory: The system refused (9)"
                + " bytes of native memory. Maybe use a smaller batch.");
  }

  @Test
  void completedTrialsOverTheLimitsAreHelpedByLooserOnes() {
    assertThat(text(SearchEnd.Reason.BUDGET_SPENT, TestTrials.trial(0, 0.9, 2000)))
        .isEqualTo(
            "No trial was within the limits [parameters<=150k]: 1 were completed."
                + " Maybe loosen the limits, or give a larger --budget.");
  }

  @Test
  void refusedTrialsAreHelpedByLooserLimits() {
    assertThat(text(SearchEnd.Reason.ONLY_REFUSED, TestTrials.failed(0, Reason.OVER_LIMIT)))
        .contains("1 were over a hard one and refused before training", "Maybe loosen the limits");
  }

  @Test
  void aBudgetThatEndedInTheFirstTrialIsHelpedByALargerOne() {
    assertThat(text(SearchEnd.Reason.BUDGET_SPENT, TestTrials.failed(0, Reason.CANCELLED)))
        .isEqualTo("No trial was completed before the search ended. Maybe give a larger --budget.");
  }

  @Test
  void aStrategyThatFindsNothingToProposeIsHelpedByLooserLimits() {
    assertThat(text(SearchEnd.Reason.STRATEGY_FINISHED))
        .isEqualTo(
            "No network within the limits [parameters<=150k] was proposed."
                + " Maybe loosen the limits, or give a larger --budget.");
  }

  @Test
  void anInterruptNeedsNoAdvice() {
    assertThat(text(SearchEnd.Reason.CANCELLED, TestTrials.failed(0, Reason.CANCELLED)))
        .isEqualTo("No trial was completed before the search ended.");
  }

  private static String text(SearchEnd.Reason end, Trial... trials) {
    SearchResult.Counts counts =
        new SearchResult.Counts(
            count(trials, Optional.empty()),
            trials.length
                - count(trials, Optional.empty())
                - count(trials, Optional.of(Reason.OVER_LIMIT))
                - count(trials, Optional.of(Reason.CANCELLED)),
            count(trials, Optional.of(Reason.OVER_LIMIT)),
            count(trials, Optional.of(Reason.CANCELLED)),
            0);
    return NothingFound.text(
        new SearchResult(
            List.of(trials),
            Optional.empty(),
            List.of(),
            counts,
            1,
            new TimeSplit(0, 0, 0, 0, 0),
            new SearchEnd(end, "over")),
        LIMITS);
  }

  /** With this reason of failure, or completed. */
  private static int count(Trial[] trials, Optional<Reason> wanted) {
    return (int)
        Arrays.stream(trials)
            .map(trial ->
                trial.outcome() instanceof Outcome.Failed failed
                    ? Optional.of(failed.reason())
                    : Optional.<Reason>empty())
            .filter(wanted::equals)
            .count();
  }
}
