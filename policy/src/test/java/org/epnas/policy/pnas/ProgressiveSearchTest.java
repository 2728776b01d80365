package org.epnas.policy.pnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomSearchStrategy;
import org.epnas.policy.schedule.ScheduleConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.policy.simulation.TrialBuilder;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressiveSearchTest {
  private static final int TRIALS = 80;
  private static final int SEEDS = 4;

  private final SlotSpace space = new SlotSpace();
  private final SyntheticTask task = new SyntheticTask(new ChainSpace());

  @Test
  void levelsGrowByOneTransformationAndTheNextPassIsWider() {
    // Pass 1: 6 + 3 + 3 trials of 1, 2, 3 transformations; pass 2: 6 each of 1 to 6.
    List<Trial> trials = Simulation.run(strategy(config(6, 3, 3)), task, 12 + 6);

    assertThat(trials).extracting(Trial::hash).doesNotHaveDuplicates();
    assertThat(trials.subList(0, 6)).allSatisfy(trial -> assertLevel(trial, 1));
    assertThat(trials.subList(6, 9)).allSatisfy(trial -> assertLevel(trial, 2));
    assertThat(trials.subList(9, 12)).allSatisfy(trial -> assertLevel(trial, 3));
    assertThat(trials.subList(12, 18)).allSatisfy(trial -> assertLevel(trial, 1));
  }

  @Test
  void aLevelExpandsTheBestOfTheOneBelow() {
    List<Trial> trials = Simulation.run(strategy(config(6, 2, 2)), task, 8);

    List<Architecture> beam =
        trials.subList(0, 6).stream()
            .sorted((a, b) -> Double.compare(b.reward(), a.reward()))
            .limit(2)
            .map(Trial::architecture)
            .toList();
    assertThat(trials.subList(6, 8))
        .allSatisfy(trial ->
            assertThat(beam)
                .anySatisfy(
                    parent -> assertThat(differences(trial.architecture(), parent)).isOne()));
  }

  @Test
  void theSurrogateRanksFromTheSecondLevelOn() {
    List<Trial> trials = Simulation.run(strategy(config(6, 4, 3)), task, 10);

    assertThat(trials.subList(0, 6))
        .allSatisfy(trial -> assertThat(trial.proposal().predictedReward()).isEmpty());
    assertThat(trials.subList(6, 10))
        .allSatisfy(trial -> assertThat(trial.proposal().predictedReward()).isPresent());
  }

  @Test
  void aFreeSlotNeitherWaitsForTheEndOfALevelNorDelaysIt() {
    SearchStrategy strategy = strategy(config(6, 3, 3));
    List<Proposal> running = new ArrayList<>(strategy.propose(new SearchStatus(0, 4)));
    List<Integer> levels = new ArrayList<>();
    for (int id = 0; id < 24; id++) {
      Proposal proposal = running.removeFirst();
      levels.add(changedSlots(proposal.architecture()));
      strategy.observe(
          TrialBuilder.trial(id, 0.5 + 0.01 * id)
              .of(proposal.architecture())
              .flops(Cost.of(proposal.architecture()).flops())
              .build());
      List<Proposal> next = strategy.propose(new SearchStatus(0.01 * id, 4));
      assertThat(next).hasSize(1);
      running.addAll(next);
    }
    // The three that fill the slots while the sixth of level 1 is trained belong to level 1 too.
    assertThat(levels.subList(0, 9)).containsOnly(1);
    assertThat(levels.get(9)).isEqualTo(2);
  }

  /** Passes double their levels, but levels without parents must not be walked through. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void goesOnAtTheSamePaceWhenNothingNewIsLeft() {
    SearchStrategy strategy =
        ProgressiveSearch.factory(PnasConfig.DEFAULT)
            .create(new StrategyContext(space, 3, 1, architecture -> false, Fidelities.of(1)));
    for (int ask = 0; ask < 60; ask++) {
      assertThat(strategy.propose(new SearchStatus(0.5, 1))).isEmpty();
    }
  }

  /** The lottery is what the surrogate is worth; random search, what the levels are worth too. */
  @Test
  void findsBetterNetworksThanALotteryInPlaceOfItsSurrogateAndThanRandomSearch() {
    PredictorConfig config = PnasConfig.DEFAULT.surrogate();
    PredictorConfig neverReady =
        new PredictorConfig(
            config.kind(),
            config.members(),
            config.encoder(),
            config.steps(),
            config.batchSize(),
            config.learningRate(),
            config.weightDecay(),
            TRIALS + 1);
    double progressive = meanBestQuality(config);
    double lottery = meanBestQuality(neverReady);
    double random =
        Simulation.meanBestQuality(
            RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT), space, TRIALS, SEEDS);

    // Half a matched position of the target is worth 0.8 / 12 = 0.067.
    assertThat(progressive).isGreaterThan(lottery + 0.067).isGreaterThan(random + 0.067);
  }

  private double meanBestQuality(PredictorConfig surrogate) {
    PnasConfig config = PnasConfig.DEFAULT;
    return Simulation.meanBestQuality(
        ProgressiveSearch.factory(
            new PnasConfig(
                config.firstLevel(),
                config.beam(),
                config.levels(),
                config.expansions(),
                surrogate,
                config.schedule())),
        space,
        TRIALS,
        SEEDS);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(6, 0, 3))
        .withMessage("PNAS beam (0) must be at least 1. Maybe use 8.");
  }

  @Test
  void passesDoubleWithoutOverflow() {
    assertThat(PnasConfig.DEFAULT.beam(0)).isEqualTo(8);
    assertThat(PnasConfig.DEFAULT.beam(2)).isEqualTo(32);
    assertThat(PnasConfig.DEFAULT.levels(1)).isEqualTo(10);
    assertThat(PnasConfig.DEFAULT.beam(1000)).isEqualTo(Integer.MAX_VALUE);
  }

  private SearchStrategy strategy(PnasConfig config) {
    return ProgressiveSearch.factory(config)
        .create(new StrategyContext(space, 3, 1, architecture -> true, Fidelities.of(1)));
  }

  private static PnasConfig config(int firstLevel, int beam, int levels) {
    return new PnasConfig(
        firstLevel, beam, levels, 60, PnasConfig.DEFAULT.surrogate(), ScheduleConfig.DEFAULT);
  }

  /** All of one changed slot are known from level 1, so that no other level has them. */
  private void assertLevel(Trial trial, int level) {
    assertThat(changedSlots(trial.architecture())).isBetween(Math.min(level, 2), level);
  }

  private int changedSlots(Architecture architecture) {
    return differences(architecture, space.initial());
  }

  private int differences(Architecture one, Architecture other) {
    List<Token> first = space.transformations(one).tokens();
    List<Token> second = space.transformations(other).tokens();
    int count = 0;
    for (int i = 0; i < first.size(); i++) {
      count += first.get(i).equals(second.get(i)) ? 0 : 1;
    }
    return count;
  }
}
