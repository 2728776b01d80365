package org.epnas.policy.nasrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.schedule.ScheduleConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class NasRlTest {
  private static final int TRIALS = 100;
  private static final int LAST = 25;
  private static final int SEEDS = 3;

  private final ChainSpace chains = new ChainSpace();
  private final SlotSpace slots = new SlotSpace();

  @Test
  void childrenAreTrainedFromScratchAndNeverTwice() {
    StrategyContext context =
        new StrategyContext(slots, 1, 1, architecture -> true, Fidelities.of(1));

    List<Trial> trials =
        Simulation.run(
            NasRl.factory(NasRlConfig.DEFAULT).create(context), new SyntheticTask(chains), 60);

    assertThat(trials).hasSize(60).extracting(Trial::hash).doesNotHaveDuplicates();
    assertThat(trials).allSatisfy(trial -> assertThat(trial.proposal().parentTrialId()).isEmpty());
  }

  @Test
  void withoutGenerationEveryChildIsSoManyTransformationsAwayFromTheInitialNetwork() {
    StrategyContext context =
        new StrategyContext(chains, 1, 1, architecture -> true, Fidelities.of(1));

    List<Trial> trials =
        Simulation.run(NasRl.factory(config(3, 2)).create(context), new SyntheticTask(chains), 12);

    // From one layer, the first transformation always inserts; each of the other two inserts or
    // removes one: 1 + 3 layers or 1 + 1.
    Set<Integer> depths =
        trials.stream()
            .map(trial -> chains.transformations(trial.architecture()).tokens().size())
            .collect(Collectors.toSet());
    assertThat(depths).isSubsetOf(2, 4);
  }

  @Test
  void randomNetworksFollowWhereTheControllerMakesNothingNew() {
    StrategyContext context =
        new StrategyContext(chains, 1, 1, architecture -> true, Fidelities.of(1));

    List<Trial> trials =
        Simulation.run(NasRl.factory(config(1, 4)).create(context), new SyntheticTask(chains), 20);

    // One transformation makes no more than 3 x 2 children.
    assertThat(trials).hasSize(20);
    assertThat(trials)
        .anySatisfy(trial ->
            assertThat(chains.transformations(trial.architecture()).tokens())
                .hasSizeGreaterThan(2));
  }

  @Test
  void theControllerComesToMakeBetterNetworksThanOneThatDoesNotLearn() {
    double learned = meanQualityOfTheLast(NasRlConfig.DEFAULT.reinforce());
    double untaught = meanQualityOfTheLast(new ReinforceConfig(1e-9, 0, 1));

    // At random 1/3 of the channels and 1/2 of the kernels match: 0.1 + 0.8 * (1/3 + 1/2) / 2.
    assertThat(untaught).isCloseTo(0.433, within(0.04));
    // Half a matched position of the target is worth 0.8 / 12 = 0.067.
    assertThat(learned).isGreaterThan(untaught + 0.067);
  }

  /** Over seeds with targets of their own. */
  private double meanQualityOfTheLast(ReinforceConfig reinforce) {
    NasRlConfig small =
        new NasRlConfig(
            NasRlConfig.DEFAULT.batch(),
            1,
            1,
            NasRlConfig.DEFAULT.averageDecay(),
            new PolicyConfig(16, 16),
            reinforce,
            ScheduleConfig.DEFAULT);
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed -> meanQualityOfTheLast(seed, small))
        .average()
        .orElseThrow();
  }

  private double meanQualityOfTheLast(long seed, NasRlConfig config) {
    StrategyContext context =
        new StrategyContext(slots, seed, 1, architecture -> true, Fidelities.of(1));
    SyntheticTask task = SyntheticTask.drawn(chains, seed);
    List<Trial> trials = Simulation.run(NasRl.factory(config).create(context), task, TRIALS);
    return trials.subList(TRIALS - LAST, TRIALS).stream()
        .mapToDouble(trial -> task.quality(trial.architecture()))
        .average()
        .orElseThrow();
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(0, 4))
        .withMessage("NAS-RL transformations (0) must be at least 1. Maybe use 6.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(6, 0))
        .withMessage("NAS-RL batch (0) must be at least 1. Maybe use 4.");
  }

  private static NasRlConfig config(int transformations, int batch) {
    return new NasRlConfig(
        batch,
        transformations,
        20,
        0.8,
        PolicyConfig.DEFAULT,
        ReinforceConfig.DEFAULT,
        ScheduleConfig.DEFAULT);
  }
}
