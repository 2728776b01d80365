package org.epnas.policy.enas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Sharing;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.enas.Controller.Lesson;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class EnasStrategyTest {
  /** Small and quick; the settings of its learning are the defaults. */
  private static final EnasConfig SMALL = small();

  private static final List<Trial> TRIALS = search();

  private final SlotSpace space = new SlotSpace();

  @Test
  void sharesThenDerivesThenTrainsLonger() {
    List<Trial> trials = TRIALS;
    List<Sharing> use = trials.stream().map(trial -> trial.proposal().sharing()).toList();

    assertThat(use.subList(0, 8)).containsOnly(new Sharing.Train(0.125));
    assertThat(use.subList(8, 16)).containsOnly(new Sharing.Evaluate(0.25));
    assertThat(use.subList(16, 24)).containsOnly(new Sharing.Train(0.125));
    int derived = use.indexOf(Sharing.START);
    // Sharing has 60 % of the budget.
    assertThat(derived).isBetween(120, 150);
    assertThat(use.get(derived - 1)).isEqualTo(new Sharing.Evaluate(1));
    assertThat(trials.stream().filter(trial -> trial.proposal().kind() == Proposal.Kind.PROMOTED))
        .isNotEmpty()
        // The final phase has 25 %.
        .allMatch(trial -> trial.id() >= 150);
  }

  @Test
  void derivesTheBestCandidates() {
    List<Trial> trials = TRIALS;
    int first =
        trials.stream().map(trial -> trial.proposal().sharing()).toList().indexOf(Sharing.START);
    List<Trial> candidates =
        trials.stream()
            .filter(trial -> trial.proposal().episode() == episode(trials.get(first)) - 1)
            .toList();
    double best = candidates.stream().mapToDouble(Trial::reward).max().orElseThrow();

    assertThat(candidates).hasSizeGreaterThan(1);
    assertThat(candidates.stream().filter(trial -> trial.reward() == best).map(Trial::hash))
        .contains(trials.get(first).hash());
  }

  @Test
  void sharedTrialsAreNeverTheBest() {
    List<Trial> trials = TRIALS;

    assertThat(Ranking.top(trials, 100))
        .isNotEmpty()
        .allMatch(trial -> trial.proposal().sharing().ownWeights());
  }

  @Test
  void childrenTrainedAtTheSameTimeHaveOneEpisode() {
    EnasStrategy strategy = new EnasStrategy(Simulation.context(space, 1), EnasConfig.DEFAULT);

    List<Proposal> batch = strategy.propose(new SearchStatus(0, 3));

    assertThat(batch).hasSize(3).allMatch(proposal -> proposal.episode() == 0);
  }

  @Test
  void theControllerLearns() {
    Controller controller = new Controller(Simulation.context(space, 5), SMALL);
    SyntheticTask task = SyntheticTask.drawn(new ChainSpace(), 5);
    double before = meanQuality(controller, task);
    for (int update = 0; update < 150; update++) {
      controller.learn(
          children(controller, 8).stream()
              .map(child -> new Lesson(child, task.quality(child.architecture())))
              .toList());
    }

    // A random chain has quality 0.1 + 0.8 * (1/3 + 1/2) / 2 = 0.43 on average.
    assertThat(before).isBetween(0.35, 0.5);
    assertThat(meanQuality(controller, task)).isGreaterThan(before + 0.15);
  }

  @Test
  void refusesATable() {
    StrategyContext table = new StrategyContext(space, 1, 12, _ -> true, Fidelities.of(12, 200));

    assertThatThrownBy(() -> EnasStrategy.factory(EnasConfig.DEFAULT).create(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a table of finished trainings [12, 200] has no shared weights");
  }

  @Test
  void samplesOnlyWhatMayBeTrained() {
    Architecture initial = space.initial();
    StrategyContext nothing = new StrategyContext(space, 1, 1, initial::equals);

    assertThat(new Controller(nothing, EnasConfig.DEFAULT).sample()).isEmpty();
  }

  private static EnasConfig small() {
    EnasConfig config = EnasConfig.DEFAULT;
    return new EnasConfig(
        config.slices(),
        config.epochShare(),
        config.samples(),
        config.imageShare(),
        config.sharingShare(),
        config.candidates(),
        config.derived(),
        config.transformations(),
        config.averageDecay(),
        new PolicyConfig(16, 16),
        config.reinforce(),
        config.schedule());
  }

  private static int episode(Trial trial) {
    return trial.proposal().episode();
  }

  private static List<Trial> search() {
    EnasStrategy strategy = new EnasStrategy(Simulation.context(new SlotSpace(), 3), SMALL);
    return Simulation.run(strategy, new SyntheticTask(new ChainSpace()), 200);
  }

  private static double meanQuality(Controller controller, SyntheticTask task) {
    return children(controller, 64).stream()
        .mapToDouble(child -> task.quality(child.architecture()))
        .average()
        .orElseThrow();
  }

  private static List<Child> children(Controller controller, int count) {
    return IntStream.range(0, count).mapToObj(_ -> controller.sample().orElseThrow()).toList();
  }
}
