package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.simulation.TrialBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FinalPhaseTest {
  private final ElitePool pool = new ElitePool();
  private final BudgetForecast forecast = new BudgetForecast();
  private final FinalPhase phase = new FinalPhase(ScheduleConfig.DEFAULT);
  private final Map<Integer, String> hashes = new HashMap<>();
  private int epochsTrained;
  private int nextId;

  /** 75 trials of one epoch, better and better, all of one size; a budget of 100 epochs. */
  @BeforeEach
  void search() {
    while (nextId < 75) {
      observe(trial(nextId, 0.01 * nextId).build());
    }
  }

  @Test
  void beginsWithTheLastQuarter() {
    assertThat(phase.begun(new SearchStatus(0.74, 1))).isFalse();
    assertThat(phase.begun(new SearchStatus(0.75, 1))).isTrue();
    assertThat(phase.start()).isEqualTo(0.75);
    assertThat(new FinalPhase(new ScheduleConfig(0.05, 4, 0, 3)).begun(new SearchStatus(1, 1)))
        .as("without a final share")
        .isFalse();
  }

  @Test
  void trainsFewerAndFewerForLongerAndLonger() {
    // Left: 25 epochs, of which 22.5 are planned, 7.5 for the first round: 2.5 for each of three.
    List<Proposal> first = propose(1);
    assertThat(first).extracting(p -> p.parentTrialId().getAsInt()).containsExactly(74, 73, 72);
    assertThat(first).extracting(Proposal::epochs).containsExactly(2, 2, 2);
    assertThat(first).extracting(Proposal::kind).containsOnly(Proposal.Kind.PROMOTED);
    train(first);

    // Left: 19 epochs, 8.55 for the second round: two finalists get 4, twice what they had.
    List<Proposal> second = propose(1);
    assertThat(second).extracting(p -> p.parentTrialId().getAsInt()).containsExactly(75, 76);
    assertThat(second).extracting(Proposal::epochs).containsExactly(4, 4);
    train(second);

    // Left: 11 epochs, 9.9 planned.
    List<Proposal> third = propose(1);
    assertThat(third).extracting(Proposal::epochs).containsExactly(9);
    train(third);

    assertThat(propose(1)).as("2 epochs cannot double 9").isEmpty();
  }

  @Test
  void leavesThePartOfARoundThatIsTooShortToTheNext() {
    observe(trial(nextId, 0.99).epochs(8).build());

    // Left: 17 epochs. Round 1 has 5.1, round 2 has 7.65: neither pays for 9. The last takes 15.3.
    assertThat(propose(1)).extracting(Proposal::epochs).containsExactly(15);
  }

  @Test
  void trainsAsManyAsAllGetMoreThanBefore() {
    observe(trial(nextId, 0.99).epochs(2).build());

    // Left: 23 epochs, 6.9 for round 1. Three get 2.3 each, but the best needs 3: two get 3.45.
    assertThat(propose(1)).extracting(Proposal::epochs).containsExactly(3, 3);
  }

  @Test
  void fillsTheSlots() {
    // As if the 75 epochs had been a tenth of the budget: plenty is left.
    forecast.update(new SearchStatus(0.1, 1));

    assertThat(phase.propose(new SearchStatus(0.1, 2), pool, forecast, 0)).as("3").hasSize(4);
    assertThat(phase.propose(new SearchStatus(0.1, 2), pool, forecast, 0)).as("2").hasSize(2);
    assertThat(phase.propose(new SearchStatus(0.1, 2), pool, forecast, 0)).as("1").hasSize(2);
  }

  @Test
  void goesOnWhileTheNextBestCanBeDoubled() {
    for (int round = 0; round < 3; round++) {
      assertThat(propose(1)).isNotEmpty();
    }

    // Nothing was told, so there are 22.5 epochs for one that was trained for one.
    assertThat(propose(1)).extracting(Proposal::epochs).containsExactly(22);
  }

  @Test
  void hasNothingToTrainInAnEmptyPool() {
    assertThat(phase.propose(new SearchStatus(0.8, 1), new ElitePool(), new BudgetForecast(), 0))
        .isEmpty();
  }

  @Test
  void waitsForTheRoundThatIsBeingTrained() {
    assertThat(phase.waiting()).isFalse();
    List<Proposal> first = propose(1);
    assertThat(first).hasSize(3);

    for (Proposal proposal : first) {
      assertThat(phase.waiting()).isTrue();
      phase.observe(trial(nextId, 0.9).proposed(proposal).build());
    }
    assertThat(phase.waiting()).isFalse();
  }

  /** They can never win: the two feasible ones share what is there. */
  @Test
  void leavesOutWhatIsOverALimit() {
    ElitePool few = new ElitePool();
    for (int id = 0; id < 20; id++) {
      TrialBuilder builder = trial(id, 0.01 * id);
      few.observe(id == 4 || id == 7 ? builder.build() : builder.infeasible().build());
    }
    forecast.update(new SearchStatus(0.75, 1));

    assertThat(phase.propose(new SearchStatus(0.75, 1), few, forecast, 0))
        .extracting(proposal -> proposal.parentTrialId().getAsInt())
        .containsExactly(7, 4);
  }

  /** One epoch is a hundredth of the budget; left are 25, of which 22.5 are planned. */
  @Test
  void trainsForTheNextFixedLengthOnce() {
    FinalPhase fixed = new FinalPhase(ScheduleConfig.DEFAULT, Fidelities.of(1, 7, 50));
    forecast.update(new SearchStatus(0.75, 1));

    List<Proposal> proposals = fixed.propose(new SearchStatus(0.75, 1), pool, forecast, 3);

    assertThat(proposals).extracting(Proposal::epochs).containsExactly(7, 7, 7);
    assertThat(proposals).extracting(Proposal::kind).containsOnly(Proposal.Kind.PROMOTED);
    assertThat(proposals).allMatch(proposal -> proposal.parentTrialId().isEmpty());
  }

  @Test
  void doesNotBeginWithASingleLongTraining() {
    FinalPhase fixed = new FinalPhase(ScheduleConfig.DEFAULT, Fidelities.of(1, 12));
    forecast.update(new SearchStatus(0.75, 1));

    assertThat(fixed.propose(new SearchStatus(0.75, 1), pool, forecast, 0)).isEmpty();
    // 25.2 planned: two.
    forecast.update(new SearchStatus(0.72, 1));
    assertThat(fixed.propose(new SearchStatus(0.72, 1), pool, forecast, 0)).hasSize(2);
  }

  /** With 4 slots a filling of 7 epochs each uses 28. */
  @Test
  void aFillingOfTheSlotsIsPaidWhole() {
    FinalPhase fixed = new FinalPhase(ScheduleConfig.DEFAULT, Fidelities.of(1, 7));
    forecast.update(new SearchStatus(0.75, 1));

    assertThat(fixed.propose(new SearchStatus(0.75, 4), pool, forecast, 0)).isEmpty();
    assertThat(fixed.propose(new SearchStatus(0.75, 2), pool, forecast, 0)).hasSize(2);
  }

  private List<Proposal> propose(int slots) {
    double used = epochsTrained / 100.0;
    forecast.update(new SearchStatus(used, 1));
    return phase.propose(new SearchStatus(used, slots), pool, forecast, 0);
  }

  /** Ranks stay as they are. */
  private void train(List<Proposal> proposals) {
    for (Proposal proposal : proposals) {
      int parent = proposal.parentTrialId().getAsInt();
      observe(
          trial(nextId, 1 - 0.001 * nextId)
              .hash(hashes.get(parent))
              .epochs(proposal.epochs())
              .parent(parent)
              .build());
    }
  }

  private void observe(Trial trial) {
    pool.observe(trial);
    forecast.observe(trial);
    hashes.put(trial.id(), trial.hash());
    epochsTrained += trial.proposal().epochs();
    nextId++;
  }
}
