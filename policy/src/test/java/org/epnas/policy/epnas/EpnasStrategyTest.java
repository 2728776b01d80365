package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.RankingMode;
import org.epnas.policy.predictor.PredictorQuality;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpnasStrategyTest {
  private static final int TRIALS = 60;

  private static final ChainSpace SPACE = new ChainSpace();

  /** One search that several tests look at. */
  private static List<Trial> oneSlot = List.of();

  @BeforeAll
  static void searchOnOneSlot() {
    oneSlot = search(1, 1, ExecutionMode.REPRODUCIBLE, RankingMode.PREDICTOR);
  }

  @Test
  void startsWithTheInitialNetworkAndAdaptsItAtOnce() {
    List<Trial> first =
        oneSlot.stream().filter(one -> one.proposal().kind() != Kind.PROMOTED).limit(5).toList();

    assertThat(first.getFirst().architecture()).isEqualTo(SPACE.initial());
    assertThat(first.getFirst().proposal().kind()).isEqualTo(Kind.INITIAL);
    for (Trial trial : first.subList(1, 5)) {
      assertThat(trial.proposal().kind()).isEqualTo(Kind.SELECTED);
      assertThat(oneSlot.get(trial.proposal().parentTrialId().orElseThrow()).hash())
          .as("walks begin at the initial network")
          .isEqualTo(first.getFirst().hash());
      assertThat(trial.proposal().predictedReward()).isEmpty();
    }
  }

  /** One at a time with one slot, eight at a time with eight; one in eight is drawn at random. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void fillsTheSlotsAndHoldsOutItsShare(int slots) {
    List<Trial> trials = search(1, slots, ExecutionMode.REPRODUCIBLE, RankingMode.PREDICTOR);

    // The budget cuts the last batch.
    int lastEpisode = trials.getLast().proposal().episode();
    Map<Integer, List<Trial>> explored =
        trials.stream()
            .filter(trial -> trial.proposal().kind() != Kind.PROMOTED)
            .filter(trial -> trial.proposal().episode() < lastEpisode)
            .collect(Collectors.groupingBy(trial -> trial.proposal().episode()));
    long ranked =
        trials.stream().filter(one -> one.proposal().predictedReward().isPresent()).count();
    long heldOut = trials.stream().filter(one -> one.proposal().kind() == Kind.HELD_OUT).count();

    assertThat(explored.values()).allSatisfy(batch -> assertThat(batch).hasSize(slots));
    assertThat((double) heldOut).isBetween(ranked / 8.0 - 2, ranked / 8.0);
    assertThat(heldOut).isPositive();
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void trainsNothingTwiceExceptToPromoteIt(ExecutionMode mode) {
    List<Trial> trials = search(2, 3, mode, RankingMode.PREDICTOR);

    assertThat(trials).hasSize(TRIALS);
    Set<String> hashes = new HashSet<>();
    for (Trial trial : trials) {
      boolean promoted = trial.proposal().kind() == Kind.PROMOTED;
      assertThat(hashes.add(trial.hash())).as("trial %d is new", trial.id()).isEqualTo(!promoted);
    }
  }

  @Test
  void candidatesInheritFromTheirParentAndPromotionsFromThemselves() {
    for (Trial trial : oneSlot.subList(1, oneSlot.size())) {
      Trial parent = oneSlot.get(trial.proposal().parentTrialId().orElseThrow());
      assertThat(parent.hash().equals(trial.hash()))
          .as("trial %d is its parent's network", trial.id())
          .isEqualTo(trial.proposal().kind() == Kind.PROMOTED);
    }
  }

  @Test
  void promotionsDoubleTheEpochs() {
    List<Trial> early =
        oneSlot.stream()
            .filter(trial -> trial.proposal().kind() == Kind.PROMOTED)
            .filter(trial -> trial.id() < 0.75 * TRIALS)
            .toList();

    assertThat(early).hasSizeGreaterThan(3);
    for (Trial trial : early) {
      Trial parent = oneSlot.get(trial.proposal().parentTrialId().orElseThrow());
      assertThat(trial.proposal().epochs()).isEqualTo(2 * parent.proposal().epochs());
    }
    assertThat(early).extracting(trial -> trial.proposal().epochs()).contains(2, 4);
  }

  @Test
  void theLastQuarterBeginsWithLongerAndLongerTrainingsOfTheBest() {
    List<Trial> rounds =
        oneSlot.stream()
            .skip((long) (0.75 * TRIALS))
            .dropWhile(trial -> trial.proposal().kind() != Kind.PROMOTED)
            .takeWhile(trial -> trial.proposal().kind() == Kind.PROMOTED)
            .toList();

    assertThat(rounds).hasSizeGreaterThanOrEqualTo(2);
    for (Trial trial : rounds) {
      Trial parent = oneSlot.get(trial.proposal().parentTrialId().orElseThrow());
      assertThat(trial.proposal().epochs()).isGreaterThan(parent.proposal().epochs());
    }
  }

  @Test
  void neverProposesWhatIsOverAHardLimit() {
    Predicate<Architecture> trainable = network -> Cost.of(network).parameters() <= 600;
    EpnasStrategy strategy =
        new EpnasStrategy(new StrategyContext(SPACE, 6, 1, trainable), EpnasConfig.DEFAULT);

    List<Trial> trials = Simulation.run(strategy, new SyntheticTask(SPACE), TRIALS);

    assertThat(trials).hasSize(TRIALS);
    assertThat(trials).allMatch(trial -> trainable.test(trial.architecture()));
  }

  @Test
  void beginsFartherAwayWhereTheInitialNetworkIsOverAHardLimit() {
    Predicate<Architecture> trainable = network -> Cost.of(network).parameters() >= 1500;
    EpnasStrategy strategy =
        new EpnasStrategy(new StrategyContext(SPACE, 6, 1, trainable), EpnasConfig.DEFAULT);

    List<Proposal> proposals = strategy.propose(new SearchStatus(0, 2));

    assertThat(proposals).hasSize(2);
    assertThat(proposals)
        .allSatisfy(proposal -> {
          assertThat(trainable.test(proposal.architecture())).isTrue();
          assertThat(proposal.parentTrialId()).isEmpty();
        });
  }

  @Test
  void endsWhereNothingIsWithinTheLimits() {
    EpnasStrategy strategy =
        new EpnasStrategy(new StrategyContext(SPACE, 6, 1, network -> false), EpnasConfig.DEFAULT);

    assertThat(strategy.propose(new SearchStatus(0, 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RankingMode.class)
  void reportsHowWellHeldOutTrialsWerePredicted(RankingMode ranking) {
    EpnasStrategy strategy = strategy(7, ranking);
    List<Trial> trials = Simulation.run(strategy, new SyntheticTask(SPACE), TRIALS);

    PredictorQuality quality = PredictorQuality.of(trials);

    assertThat(quality.n()).isGreaterThan(3);
    assertThat(strategy.report())
        .containsEntry("heldOutTrials", (double) quality.n())
        .containsEntry("predictorSpearman", quality.spearman().orElseThrow())
        .containsEntry("predictorKendall", quality.kendall().orElseThrow());
  }

  @Test
  void saysWhatThePolicyBrought() {
    EpnasStrategy strategy = strategy(7, RankingMode.PREDICTOR);
    assertThat(strategy.report()).as("nothing yet").isEmpty();

    Simulation.run(strategy, new SyntheticTask(SPACE), TRIALS);

    assertThat(strategy.report()).containsKeys("policyTrials", "climbTrials", "randomTrials");
    assertThat(strategy.report().get("policyTrials")).isPositive();
    assertThat(strategy.report()).doesNotContainKey("walkTrials");
  }

  @Test
  void theAblationsDoWithoutPolicyOrRanking() {
    EpnasStrategy uniform =
        new EpnasStrategy(
            Simulation.context(SPACE, 7), EpnasConfig.DEFAULT.withProposals(ProposalMode.UNIFORM));
    Simulation.run(uniform, new SyntheticTask(SPACE), TRIALS);
    assertThat(uniform.report()).containsKey("walkTrials").doesNotContainKey("policyTrials");

    EpnasStrategy byLot = strategy(7, RankingMode.RANDOM);
    Simulation.run(byLot, new SyntheticTask(SPACE), TRIALS);
    assertThat(byLot.report()).containsKey("policyTrials").doesNotContainKey("climbTrials");
  }

  /** What the predictor is asked for is what is trained: no epochs of a parent that gives none. */
  @Test
  void withoutInheritanceOnlyPromotionsHaveAParent() {
    EpnasStrategy strategy =
        new EpnasStrategy(Simulation.context(SPACE, 7).withInheritance(false), EpnasConfig.DEFAULT);

    List<Trial> trials = Simulation.run(strategy, new SyntheticTask(SPACE), 30);

    assertThat(trials)
        .allSatisfy(trial ->
            assertThat(trial.proposal().parentTrialId().isPresent())
                .isEqualTo(trial.proposal().kind() == Kind.PROMOTED));
  }

  private static List<Trial> search(long seed, int slots, ExecutionMode mode, RankingMode ranking) {
    SearchSettings settings =
        SearchSettings.of(Budget.ofTrials(TRIALS)).withWorkers(slots).withMode(mode);
    return Simulation.run(strategy(seed, ranking), new SyntheticTask(SPACE), settings);
  }

  private static EpnasStrategy strategy(long seed, RankingMode ranking) {
    return new EpnasStrategy(
        Simulation.context(SPACE, seed), EpnasConfig.DEFAULT.withRanking(ranking));
  }
}
