package org.epnas.policy.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.schedule.ScheduleConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class RandomSearchStrategyTest {
  private final ChainSpace space = new ChainSpace();

  @Test
  void trainsDistinctNetworksFromScratch() {
    List<Proposal> proposals = propose(Simulation.context(space, 1), 300);

    assertThat(proposals).extracting(RandomSearchStrategyTest::hash).doesNotHaveDuplicates();
    assertThat(proposals)
        .allSatisfy(proposal -> {
          assertThat(proposal.kind()).isEqualTo(Proposal.Kind.SELECTED);
          assertThat(proposal.parentTrialId()).isEmpty();
          assertThat(proposal.predictedReward()).isEmpty();
        });
  }

  @Test
  void walksFurtherAsTheSearchGoesOn() {
    List<Proposal> proposals = propose(Simulation.context(space, 1), 60);

    assertThat(meanDepth(proposals.subList(0, 15))).isLessThan(4);
    assertThat(meanDepth(proposals.subList(45, 60)))
        .isGreaterThan(meanDepth(proposals.subList(0, 15)) + 0.5);
  }

  @Test
  void comesToEveryNetworkOfASmallSpaceAndThenTrainsTheBestLonger() {
    StrategyContext context =
        new StrategyContext(
            space, 1, 1, architecture -> space.transformations(architecture).tokens().size() <= 2);
    RandomSearchConfig patient =
        new RandomSearchConfig(4, 100, 1500, new ScheduleConfig(1, 4, 0.25, 3));

    List<Trial> trials =
        Simulation.run(new RandomSearchStrategy(context, patient), new SyntheticTask(space), 60);

    Set<String> explored = new HashSet<>();
    trials.stream()
        .filter(trial -> trial.proposal().kind() == Proposal.Kind.SELECTED)
        .forEach(trial -> assertThat(explored.add(trial.hash())).isTrue());
    // 6 of one layer, 36 of two.
    assertThat(explored).hasSize(42);
    assertThat(trials)
        .filteredOn(trial -> trial.proposal().kind() == Proposal.Kind.PROMOTED)
        .isNotEmpty();
  }

  @Test
  void spendsTheEndOfTheBudgetOnTheBest() {
    List<Trial> trials =
        Simulation.run(strategy(Simulation.context(space, 1)), new SyntheticTask(space), 40);

    List<Trial> promoted =
        trials.stream().filter(trial -> trial.proposal().kind() == Proposal.Kind.PROMOTED).toList();
    assertThat(promoted).isNotEmpty();
    List<Trial> last = promoted.stream().filter(trial -> trial.id() >= 30).toList();
    assertThat(last.getFirst().id()).isEqualTo(30);
    assertThat(last.getFirst().reward())
        .isGreaterThan(
            trials.subList(0, 30).stream().mapToDouble(Trial::reward).max().orElseThrow());
  }

  /** Asynchronous halving, as every strategy has it: one in four goes on for twice as long. */
  @Test
  void trainsOneInFourLongerMeanwhile() {
    List<Trial> trials =
        Simulation.run(strategy(Simulation.context(space, 1)), new SyntheticTask(space), 40);

    List<Trial> meanwhile =
        trials.subList(0, 30).stream()
            .filter(trial -> trial.proposal().kind() == Proposal.Kind.PROMOTED)
            .toList();
    assertThat(meanwhile).hasSizeBetween(4, 8);
    assertThat(meanwhile).extracting(trial -> trial.proposal().epochs()).contains(2, 4);
  }

  @Test
  void keepsDrawingWhereFewNetworksAreWithinTheLimits() {
    SlotSpace slots = new SlotSpace();
    StrategyContext tight =
        new StrategyContext(
            slots,
            5,
            1,
            network ->
                slots.transformations(network).tokens().stream()
                    .limit(4)
                    .allMatch(token -> token.values().equals(List.of(1, 1))),
            Fidelities.of(1));

    List<Proposal> proposals = propose(tight, 8);

    // 6^4 = 1296 networks to one; 36 of them there are.
    assertThat(proposals).hasSize(8);
    assertThat(proposals).allMatch(proposal -> tight.trainable().test(proposal.architecture()));
  }

  @Test
  void aFruitlessCallIsNotRepeatedByTheNext() {
    Set<String> asked = new HashSet<>();
    List<Integer> newOnes = new ArrayList<>();
    StrategyContext none =
        new StrategyContext(
            new SlotSpace(),
            5,
            1,
            network -> {
              asked.add(network.canonicalForm().hash());
              return false;
            },
            Fidelities.of(1));
    RandomSearchStrategy strategy = strategy(none);
    for (int call = 0; call < 2; call++) {
      int before = asked.size();
      assertThat(strategy.propose(new SearchStatus(0, 1))).isEmpty();
      newOnes.add(asked.size() - before);
    }

    assertThat(newOnes).allMatch(count -> count > 1000);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomSearchConfig(0, 4, 200, ScheduleConfig.DEFAULT))
        .withMessage("Random search first length (0) must be at least 1. Maybe use 4.");
  }

  private static RandomSearchStrategy strategy(StrategyContext context) {
    return new RandomSearchStrategy(context, RandomSearchConfig.DEFAULT);
  }

  private static List<Proposal> propose(StrategyContext context, int count) {
    return strategy(context).propose(new SearchStatus(0, count));
  }

  private double meanDepth(List<Proposal> proposals) {
    return proposals.stream()
        .mapToInt(proposal -> space.transformations(proposal.architecture()).tokens().size())
        .average()
        .orElseThrow();
  }

  private static String hash(Proposal proposal) {
    return proposal.architecture().canonicalForm().hash();
  }
}
