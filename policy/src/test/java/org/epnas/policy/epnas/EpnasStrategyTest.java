package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
    List<Trial> trials = oneSlot;

    assertThat(trials.getFirst().architecture()).isEqualTo(SPACE.initial());
    assertThat(trials.getFirst().proposal().kind()).isEqualTo(Kind.INITIAL);
    List<Trial> first = ofEpisode(trials, 1);
    assertThat(first)
        .extracting(trial -> trial.proposal().kind())
        .as("nothing is held out from a ranking that there is not")
        .containsExactly(Kind.SELECTED, Kind.SELECTED, Kind.SELECTED, Kind.SELECTED);
    assertThat(first)
        .allSatisfy(trial -> {
          assertThat(trial.proposal().parentTrialId()).hasValue(0);
          assertThat(trial.proposal().predictedReward())
              .as("the predictor has seen one trial")
              .isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void fillsTheSlotsAndHoldsOutItsShare(int slots) {
    List<Trial> trials = search(1, slots, ExecutionMode.REPRODUCIBLE, RankingMode.PREDICTOR);

    Map<Integer, List<Trial>> explored =
        trials.stream()
            .filter(trial -> trial.proposal().kind() != Kind.PROMOTED)
            .filter(trial -> trial.proposal().episode() > 0)
            .collect(Collectors.groupingBy(trial -> trial.proposal().episode()));
    List<Trial> ranked =
        explored.values().stream()
            .flatMap(List::stream)
            .filter(trial -> trial.proposal().predictedReward().isPresent())
            .toList();
    long heldOut =
        ranked.stream().filter(trial -> trial.proposal().kind() == Kind.HELD_OUT).count();

    // The budget cuts the last batch, in which the held-out trials come last.
    double share = EpnasConfig.DEFAULT.exploration().heldOutShare();
    assertThat((double) heldOut).isBetween(share * ranked.size() - 2, share * ranked.size());
    assertThat(heldOut).isPositive();
    assertThat(explored.get(1)).hasSize(Math.max(4, Math.ceilDiv(4, slots) * slots));
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
  void candidatesInheritFromTheBestOrAnEliteAndPromotionsFromThemselves() {
    List<Trial> trials = oneSlot;

    for (Trial trial : trials.subList(1, trials.size())) {
      Trial parent = trials.get(trial.proposal().parentTrialId().orElseThrow());
      assertThat(parent.hash().equals(trial.hash()))
          .as("trial %d is its parent's network", trial.id())
          .isEqualTo(trial.proposal().kind() == Kind.PROMOTED);
    }
  }

  @Test
  void promotionsBetweenEpisodesDoubleTheEpochs() {
    List<Trial> trials = oneSlot;

    List<Trial> early =
        trials.stream()
            .filter(trial -> trial.proposal().kind() == Kind.PROMOTED)
            .filter(trial -> trial.id() < 0.75 * TRIALS)
            .toList();
    assertThat(early).hasSizeGreaterThan(3);
    for (Trial trial : early) {
      Trial parent = trials.get(trial.proposal().parentTrialId().orElseThrow());
      assertThat(trial.proposal().epochs()).isEqualTo(2 * parent.proposal().epochs());
    }
    assertThat(early).extracting(trial -> trial.proposal().epochs()).contains(2, 4);
  }

  @Test
  void theLastQuarterBeginsWithLongerAndLongerTrainingsOfTheBest() {
    List<Trial> trials = oneSlot;

    List<Trial> rounds =
        trials.stream()
            .skip((long) (0.75 * TRIALS))
            .dropWhile(trial -> trial.proposal().kind() != Kind.PROMOTED)
            .takeWhile(trial -> trial.proposal().kind() == Kind.PROMOTED)
            .toList();
    assertThat(rounds).hasSizeGreaterThanOrEqualTo(2);
    for (Trial trial : rounds) {
      Trial parent = trials.get(trial.proposal().parentTrialId().orElseThrow());
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

    List<Proposal> proposals = strategy.propose(new SearchStatus(0, 1));

    assertThat(proposals).isNotEmpty();
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

    PredictorQuality quality = strategy.predictorQuality();

    long heldOut =
        trials.stream()
            .filter(trial -> trial.proposal().kind() == Kind.HELD_OUT)
            .filter(trial -> trial.proposal().predictedReward().isPresent())
            .count();
    assertThat(quality.n()).isEqualTo((int) heldOut).isGreaterThan(3);
    assertThat(quality).isEqualTo(PredictorQuality.of(trials));
    assertThat(strategy.report())
        .containsEntry("heldOutTrials", (double) heldOut)
        .containsEntry("predictorSpearman", quality.spearman().orElseThrow())
        .containsEntry("predictorKendall", quality.kendall().orElseThrow());
  }

  @Test
  void reportsNothingBeforeTheFirstHeldOutTrial() {
    assertThat(strategy(7, RankingMode.PREDICTOR).report()).isEmpty();
  }

  @Test
  void goesOnExploringWhileTrialsAreStillRunning() {
    EpnasStrategy strategy = strategy(8, RankingMode.PREDICTOR);
    List<Proposal> all = new ArrayList<>();
    for (int ask = 0; ask < 4; ask++) {
      all.addAll(strategy.propose(new SearchStatus(0, 2)));
    }

    // The initial network, then three episodes that cannot inherit anything yet.
    assertThat(all).hasSize(1 + 3 * 4);
    assertThat(all).allSatisfy(proposal -> assertThat(proposal.parentTrialId()).isEmpty());
    assertThat(all)
        .extracting(proposal -> proposal.architecture().canonicalForm().hash())
        .doesNotHaveDuplicates();
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

  private static List<Trial> ofEpisode(List<Trial> trials, int episode) {
    return trials.stream().filter(trial -> trial.proposal().episode() == episode).toList();
  }
}
