package org.epnas.policy.simulation;

import java.util.List;
import java.util.stream.LongStream;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;

/** A search of {@link SyntheticTask} by the kernel's own loop. */
public final class Simulation {
  private Simulation() {}

  /** Trials of one epoch, no limits. */
  public static StrategyContext context(SearchSpace space, long seed) {
    return new StrategyContext(space, seed, 1, architecture -> true);
  }

  /**
   * @return all trials, in the order of their ids
   */
  public static List<Trial> run(
      SearchStrategy strategy, SyntheticTask task, SearchSettings settings) {
    return SearchLoop.builder(settings, strategy, task, Rewarder.unconstrained())
        .build()
        .run()
        .trials();
  }

  public static List<Trial> run(SearchStrategy strategy, SyntheticTask task, int trials) {
    return run(strategy, task, SearchSettings.of(Budget.ofTrials(trials)));
  }

  /**
   * Quality of the best network that a search trains, averaged over the seeds 0 to {@code seeds -
   * 1}, each of which has a target of its own. Qualities do not depend on training time, so
   * inherited epochs help nobody: what counts is where a strategy looks.
   */
  public static double meanBestQuality(
      SearchStrategy.Factory factory, SearchSpace space, int trials, int seeds) {
    return LongStream.range(0, seeds)
        .mapToDouble(seed -> bestQuality(factory.create(context(space, seed)), seed, trials))
        .average()
        .orElseThrow();
  }

  private static double bestQuality(SearchStrategy strategy, long seed, int trials) {
    SyntheticTask task = SyntheticTask.drawn(new ChainSpace(), seed);
    return run(strategy, task, trials).stream()
        .map(Trial::architecture)
        .mapToDouble(task::quality)
        .max()
        .orElseThrow();
  }
}
