package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.simulation.TrialBuilder;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
  private static final int EPOCHS = 3;

  private final ElitePool pool = new ElitePool();
  private final SuccessiveHalving halving =
      new SuccessiveHalving(new ScheduleConfig(0.05, 4, 0.25, 3), EPOCHS);

  @Test
  void promotesOneInFourForTwiceTheEpochs() {
    shortTrials(0, 3);
    assertThat(halving.propose(pool, 9, 5)).as("three of four").isEmpty();

    shortTrials(3, 1);

    Proposal promoted = halving.propose(pool, 9, 5).getFirst();
    assertThat(promoted.kind()).isEqualTo(Proposal.Kind.PROMOTED);
    assertThat(promoted.parentTrialId()).as("the best, of the highest id").hasValue(3);
    assertThat(promoted.epochs()).isEqualTo(2 * EPOCHS);
    assertThat(promoted.episode()).isEqualTo(5);
    assertThat(promoted.predictedReward()).isEmpty();
    assertThat(halving.propose(pool, 9, 6)).as("once each").isEmpty();
  }

  @Test
  void doublesAgainOnTheNextRungAndServesTheHighestFirst() {
    shortTrials(0, 16);
    for (int id = 16; id < 20; id++) {
      observe(
          trial(id, 0.9 + 0.001 * id).hash("hash" + (id - 4)).epochs(2 * EPOCHS).parent(id - 4));
    }
    shortTrials(20, 4);

    List<Proposal> proposals = halving.propose(pool, 9, 0);

    // Rung 1: the best of trials 16 to 19. Rung 0: the best 20 / 4 = 5 are 23, 22, 21, 20 and 15,
    // and the architecture of 15 went on already.
    assertThat(proposals)
        .extracting(p -> p.parentTrialId().getAsInt())
        .containsExactly(19, 23, 22, 21, 20);
    assertThat(proposals)
        .extracting(Proposal::epochs)
        .containsExactly(4 * EPOCHS, 2 * EPOCHS, 2 * EPOCHS, 2 * EPOCHS, 2 * EPOCHS);
  }

  /** From 3 to 13 epochs it is two doublings: one in 16. */
  @Test
  void climbsFixedLengthsAsSteeplyAsDoublings() {
    SuccessiveHalving fixed =
        new SuccessiveHalving(
            new ScheduleConfig(0.05, 4, 0.25, 3), EPOCHS, Fidelities.of(EPOCHS, 13));
    for (int id = 0; id < 15; id++) {
      observe(fixed, trial(id, 0.1 + 0.001 * id).epochs(EPOCHS).build());
    }
    assertThat(fixed.propose(pool, 9, 0)).isEmpty();

    observe(fixed, trial(15, 0.5).epochs(EPOCHS).build());

    List<Proposal> proposals = fixed.propose(pool, 9, 2);
    assertThat(proposals).extracting(Proposal::epochs).containsExactly(13);
    assertThat(proposals.getFirst().kind()).isEqualTo(Proposal.Kind.PROMOTED);
    assertThat(proposals.getFirst().parentTrialId()).as("starts anew").isEmpty();
    for (int id = 16; id < 400; id++) {
      observe(fixed, trial(id, 0.6).epochs(13).build());
    }
    assertThat(fixed.propose(pool, 9, 3)).as("there is nothing longer").isEmpty();
  }

  private void observe(SuccessiveHalving ladder, Trial trial) {
    pool.observe(trial);
    ladder.observe(trial);
  }

  @Test
  void keepsToTheNumberAskedForAndRemembersTheRest() {
    shortTrials(0, 8);

    assertThat(halving.propose(pool, 1, 0))
        .extracting(p -> p.parentTrialId().getAsInt())
        .containsExactly(7);
    assertThat(halving.propose(pool, 1, 0))
        .extracting(p -> p.parentTrialId().getAsInt())
        .containsExactly(6);
    assertThat(halving.propose(pool, 1, 0)).isEmpty();
  }

  @Test
  void countsNeitherFailuresNorTrialsBesideTheLadder() {
    shortTrials(0, 3);
    observe(failed(3, Outcome.Reason.DIVERGED).epochs(EPOCHS));
    observe(trial(4, 0.9).epochs(3 * EPOCHS));
    observe(trial(5, 0.9).epochs(EPOCHS + 1));
    observe(trial(6, 0.9).epochs(EPOCHS - 1));

    assertThat(halving.propose(pool, 9, 0)).isEmpty();
  }

  /** The later the better. */
  private void shortTrials(int first, int count) {
    for (int id = first; id < first + count; id++) {
      observe(trial(id, 0.1 + 0.01 * id).epochs(EPOCHS));
    }
  }

  private void observe(TrialBuilder builder) {
    Trial trial = builder.build();
    pool.observe(trial);
    halving.observe(trial);
  }
}
