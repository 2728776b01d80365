package org.epnas.policy.bo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomSearchStrategy;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;

class BayesianSearchTest {
  private static final Fidelities ONE = Fidelities.of(1);

  private final SlotSpace space = new SlotSpace();

  /** Three targets, drawn; every training starts anew, so that only where they look counts. */
  @Test
  void findsBetterNetworksThanRandomSearch() {
    double bayesian = 0;
    double random = 0;
    for (int seed = 0; seed < 3; seed++) {
      StrategyContext context = new StrategyContext(space, seed, 1, _ -> true, ONE);
      bayesian += bestQuality(strategy(context), seed) / 3;
      random +=
          bestQuality(
                  RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT).create(context), seed)
              / 3;
    }

    // A matched feature of the target is worth 0.8 / 12 = 0.067; the kernel knows layers and their
    // neighbours, while this task asks for positions.
    assertThat(bayesian).isGreaterThan(random + 0.033);
  }

  private static double bestQuality(SearchStrategy strategy, long seed) {
    SyntheticTask task = SyntheticTask.drawn(new ChainSpace(), seed);
    return Simulation.run(strategy, task, 40).stream()
        .map(Trial::architecture)
        .mapToDouble(task::quality)
        .max()
        .orElseThrow();
  }

  @Test
  void holdsOutOneInEightAndSaysWhatEachSourceBrought() {
    SearchStrategy strategy = strategy(unlimited());
    List<Trial> trials = run(strategy, 45);

    List<Trial> predicted =
        trials.stream().filter(one -> one.proposal().predictedReward().isPresent()).toList();
    assertThat(trials.subList(0, 5)).noneMatch(predicted::contains);
    assertThat(predicted).hasSize(40);
    assertThat(predicted).filteredOn(one -> one.proposal().kind() == Kind.HELD_OUT).hasSize(5);
    assertThat(trials).extracting(Trial::hash).doesNotHaveDuplicates();

    Map<String, Double> report = strategy.report();
    assertThat(report).containsEntry("startTrials", 5.0).containsEntry("randomTrials", 5.0);
    double bests =
        report.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("Bests"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertThat(report.get("startTrials") + report.get("walkTrials") + report.get("climbTrials"))
        .isEqualTo(40);
    assertThat(bests).isEqualTo(timesImproved(trials));
    assertThat(report).containsKeys("heldOutTrials", "predictorSpearman", "predictorKendall");
  }

  private static double timesImproved(List<Trial> trials) {
    double best = -1;
    int count = 0;
    for (Trial trial : trials) {
      if (trial.reward() > best) {
        best = trial.reward();
        count++;
      }
    }
    return count;
  }

  /** What is being trained is taken to turn out as predicted: eight slots get eight networks. */
  @Test
  void fillsEverySlotWithAnotherNetwork() {
    SearchStrategy strategy = strategy(unlimited());
    List<Trial> trials =
        Simulation.run(
            strategy,
            new SyntheticTask(new ChainSpace()),
            SearchSettings.of(Budget.ofTrials(32)).withWorkers(8).withMode(ExecutionMode.FAST));

    assertThat(trials).hasSize(32).extracting(Trial::hash).doesNotHaveDuplicates();
  }

  /** The best networks have as many parameters as can be; accuracy is all that is predicted. */
  @Test
  void meetsASoftLimitWithoutLearningIt() {
    Constraint soft = new Constraint(TestResource.PARAMETERS, 1000, false);
    Rewarder rewarder =
        new Rewarder(
            List.of(soft),
            (accuracy, uses) ->
                accuracy
                    * Math.pow(
                        0.5, uses.stream().mapToDouble(one -> one.usage().excess()).sum() * 10));

    List<Trial> trials = runLimited(rewarder, 25);

    List<Trial> chosen =
        trials.subList(5, 25).stream()
            .filter(trial -> trial.proposal().kind() == Kind.SELECTED)
            .toList();
    assertThat(trials.subList(0, 5)).as("random ones violate it").anyMatch(one -> !one.feasible());
    assertThat(chosen.stream().filter(Trial::feasible).count())
        .isGreaterThanOrEqualTo(chosen.size() - 3);
  }

  /** One measurement for every network that is trained, and few more. */
  @Test
  void measuresFromTheTopOfTheRanking() {
    AtomicInteger measured = new AtomicInteger();
    Set<String> known = new HashSet<>();
    Resource latency = slow(measured, known);
    Rewarder rewarder =
        new Rewarder(List.of(new Constraint(latency, 3000, true)), (accuracy, uses) -> accuracy);

    List<Trial> trials = runLimited(rewarder, 25);

    assertThat(trials).allMatch(Trial::feasible);
    assertThat(measured.get()).isLessThan(300);
  }

  private static Resource slow(AtomicInteger measured, Set<String> known) {
    return new Resource() {
      @Override
      public Descriptor descriptor() {
        return new Descriptor("latency", "ms", Direction.AT_MOST, "made up");
      }

      @Override
      public double measure(Architecture architecture, Cost cost) {
        if (known.add(architecture.canonicalForm().hash())) {
          measured.incrementAndGet();
        }
        return cost.parameters();
      }

      @Override
      public boolean slow() {
        return true;
      }
    };
  }

  private StrategyContext unlimited() {
    return new StrategyContext(space, 3, 1, _ -> true, ONE);
  }

  private static SearchStrategy strategy(StrategyContext context) {
    return BayesianSearch.factory(BayesianConfig.DEFAULT).create(context);
  }

  private static List<Trial> run(SearchStrategy strategy, int trials) {
    return Simulation.run(strategy, new SyntheticTask(new ChainSpace()), trials);
  }

  private List<Trial> runLimited(Rewarder rewarder, int trials) {
    SearchStrategy strategy = strategy(StrategyContext.of(space, 3, 1, rewarder, ONE));
    return SearchLoop.builder(
            SearchSettings.of(Budget.ofTrials(trials)),
            strategy,
            new SyntheticTask(new ChainSpace()),
            rewarder)
        .build()
        .run()
        .orThrowIfBroken()
        .trials();
  }
}
