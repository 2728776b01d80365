package org.epnas.policy.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomSearchStrategy;
import org.epnas.policy.random.Steps;
import org.epnas.policy.schedule.ScheduleConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.policy.simulation.TrialBuilder;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.GatedSpace;
import org.junit.jupiter.api.Test;

class RegularisedEvolutionTest {
  private static final EvolutionConfig SMALL =
      new EvolutionConfig(5, 5, 50, 4, ScheduleConfig.DEFAULT);

  private final SlotSpace space = new SlotSpace();
  private final StrategyContext context =
      new StrategyContext(space, 3, 1, architecture -> true, Fidelities.of(1));

  @Test
  void childrenDifferFromTheirParentInOneSlotAndTheParentWasAlive() {
    List<Trial> trials = Simulation.run(strategy(SMALL), new SyntheticTask(new ChainSpace()), 60);

    assertThat(trials).hasSize(60).extracting(Trial::hash).doesNotHaveDuplicates();
    for (Trial trial : trials) {
      if (trial.id() < 5) {
        assertThat(trial.proposal().parentTrialId()).as("founder (%d)", trial.id()).isEmpty();
      } else {
        // One trial at a time: alive are the five before it.
        int parent = trial.proposal().parentTrialId().orElseThrow();
        assertThat(parent).isBetween(trial.id() - 5, trial.id() - 1);
        assertThat(differences(trial.architecture(), trials.get(parent).architecture())).isOne();
      }
    }
  }

  @Test
  void aFreeSlotGetsOneChildWhileOthersRun() {
    SearchStrategy strategy = strategy(SMALL);
    List<Proposal> running = new ArrayList<>(strategy.propose(new SearchStatus(0, 4)));
    assertThat(running).hasSize(4);

    for (int id = 0; id < 30; id++) {
      strategy.observe(completed(id, running.removeFirst()));
      List<Proposal> next = strategy.propose(new SearchStatus(0.01 * id, 4));
      assertThat(next).hasSize(1);
      running.addAll(next);
    }
    assertThat(running).allSatisfy(proposal -> assertThat(proposal.parentTrialId()).isPresent());
  }

  @Test
  void failedTrialsBecomeNoParents() {
    SearchStrategy strategy = strategy(SMALL);
    Map<Integer, Boolean> completed = new HashMap<>();
    for (int id = 0; id < 40; id++) {
      Proposal proposal = strategy.propose(new SearchStatus(0, 1)).getFirst();
      proposal
          .parentTrialId()
          .ifPresent(parent -> assertThat(completed).containsEntry(parent, true));
      boolean fails = id % 3 == 0;
      completed.put(id, !fails);
      strategy.observe(
          fails
              ? TrialBuilder.failed(id, Outcome.Reason.DIVERGED).of(proposal.architecture()).build()
              : completed(id, proposal));
    }
  }

  @Test
  void comesToEveryNetworkOfASmallSpaceAndEndsThere() {
    ChainSpace chains = new ChainSpace();
    StrategyContext small =
        new StrategyContext(
            chains,
            3,
            1,
            architecture -> chains.transformations(architecture).tokens().size() <= 2,
            Fidelities.of(1));

    List<Trial> trials =
        Simulation.run(
            RegularisedEvolution.factory(SMALL).create(small), new SyntheticTask(chains), 100);

    // 6 of one layer, 36 of two; the last few may be missed by as many draws as are tried.
    assertThat(trials).extracting(Trial::hash).doesNotHaveDuplicates();
    assertThat(trials).hasSizeBetween(38, 42);
  }

  /** Two founders; what lies behind neutral transformations is found by mutation. */
  @Test
  void mutantsPassThroughNeutralTransformations() {
    Steps steps = new Steps(new GatedSpace());
    StrategyContext gated =
        new StrategyContext(new GatedSpace(), 3, 1, architecture -> true, Fidelities.of(1));
    EvolutionConfig oneStep = new EvolutionConfig(2, 2, 50, 1, ScheduleConfig.DEFAULT);
    SearchStrategy strategy = RegularisedEvolution.factory(oneStep).create(gated);
    for (int id = 0; id < 8; id++) {
      Proposal proposal = strategy.propose(new SearchStatus(0, 1)).getFirst();
      assertThat(proposal.parentTrialId().isPresent()).isEqualTo(id >= 2);
      strategy.observe(completed(id, proposal));
    }
    assertThat(steps.from(gated.space().initial(), 100, RandomStream.of(1, Purpose.STRATEGY, 0, 0)))
        .as("two widths, and two layers behind the gate")
        .hasSize(4);
  }

  @Test
  void findsBetterNetworksThanRandomSearch() {
    double evolution =
        Simulation.meanBestQuality(
            RegularisedEvolution.factory(EvolutionConfig.DEFAULT), space, 80, 8);
    double random =
        Simulation.meanBestQuality(
            RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT), space, 80, 8);

    // Half a matched position of the target is worth 0.8 / 12 = 0.067.
    assertThat(evolution).isGreaterThan(random + 0.067);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvolutionConfig(1, 10, 50, 4, ScheduleConfig.DEFAULT))
        .withMessage("Evolution population (1) must be at least 2. Maybe use 10.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvolutionConfig(10, 0, 50, 4, ScheduleConfig.DEFAULT))
        .withMessage("Evolution sample (0) must be at least 1. Maybe use 10.");
  }

  private SearchStrategy strategy(EvolutionConfig config) {
    return RegularisedEvolution.factory(config).create(context);
  }

  private Trial completed(int id, Proposal proposal) {
    return TrialBuilder.trial(id, 0.1 + 0.001 * id)
        .of(proposal.architecture())
        .flops(Cost.of(proposal.architecture()).flops())
        .build();
  }

  private long differences(Architecture one, Architecture other) {
    List<Token> first = tokens(one);
    List<Token> second = tokens(other);
    long count = 0;
    for (int i = 0; i < first.size(); i++) {
      count += first.get(i).equals(second.get(i)) ? 0 : 1;
    }
    return count;
  }

  private List<Token> tokens(Architecture architecture) {
    return space.transformations(architecture).tokens();
  }
}
