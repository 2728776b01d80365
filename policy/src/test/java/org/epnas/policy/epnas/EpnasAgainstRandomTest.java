package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomSearchStrategy;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

/**
 * Whole searches of 40 trials over three seeds. Every training starts anew: what is compared is
 * where the strategies look.
 */
class EpnasAgainstRandomTest {
  private static final int TRIALS = 40;
  private static final int SEEDS = 3;

  private final ChainSpace space = new ChainSpace();
  private final SyntheticTask task = new SyntheticTask(space);

  @Test
  void findsBetterNetworksThanRandomSearchWithAsManyTrials() {
    double random = meanQuality(RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT));
    double epnas = meanQuality(EpnasStrategy.factory(EpnasConfig.DEFAULT));

    // Half a matched position of the target is worth 0.8 / 12 = 0.067.
    assertThat(epnas).isGreaterThan(random + 0.067);
  }

  /** Of the best network that was trained, averaged over the seeds. */
  private double meanQuality(SearchStrategy.Factory factory) {
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed ->
            bestQuality(
                factory.create(new StrategyContext(space, seed, 1, _ -> true, Fidelities.of(1)))))
        .average()
        .orElseThrow();
  }

  private double bestQuality(SearchStrategy strategy) {
    return Simulation.run(strategy, new SyntheticTask(space), TRIALS).stream()
        .map(Trial::architecture)
        .mapToDouble(task::quality)
        .max()
        .orElseThrow();
  }
}
