package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal.Kind;
import org.junit.jupiter.api.Test;

class PredictorQualityTest {
  @Test
  void correlatesPredictionsOfHeldOutTrialsWithTheirRewards() {
    PredictorQuality quality =
        PredictorQuality.of(
            List.of(
                trial(0, 0.1).kind(Kind.HELD_OUT).predicted(0.2).build(),
                trial(1, 0.2).kind(Kind.HELD_OUT).predicted(0.4).build(),
                trial(2, 0.3).kind(Kind.HELD_OUT).predicted(0.3).build()));

    // Ranks 1, 2, 3 against 1, 3, 2: rho = 1 - 6 * 2 / (3 * 8) = 0.5, tau = (2 - 1) / 3.
    assertThat(quality.spearman().orElseThrow()).isEqualTo(0.5, within(1e-12));
    assertThat(quality.kendall().orElseThrow()).isEqualTo(1.0 / 3, within(1e-12));
    assertThat(quality.n()).isEqualTo(3);
  }

  @Test
  void leavesOutWhatTheRankingChoseAndWhatWasNotPredictedOrFailed() {
    PredictorQuality quality =
        PredictorQuality.of(
            List.of(
                trial(0, 0.1).kind(Kind.SELECTED).predicted(0.2).build(),
                trial(1, 0.2).kind(Kind.HELD_OUT).build(),
                failed(2, Outcome.Reason.DIVERGED).kind(Kind.HELD_OUT).predicted(0.4).build(),
                trial(3, 0.3).kind(Kind.HELD_OUT).predicted(0.4).build()));

    assertThat(quality.n()).isEqualTo(1);
    assertThat(quality.spearman()).isEmpty();
    assertThat(quality.kendall()).isEmpty();
  }
}
