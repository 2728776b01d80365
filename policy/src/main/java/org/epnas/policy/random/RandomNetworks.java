package org.epnas.policy.random;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.policy.schedule.Screening;

/**
 * New networks drawn without learning: from the prior of a generative space, else by random walks
 * that start anew at the initial network. The length of a walk is uniform on 1..L, where L starts
 * small and grows by one with every few networks, so that small networks come first and every
 * architecture that transformations reach is drawn in the end.
 */
public final class RandomNetworks {
  private final StrategyContext context;
  private final RandomSearchConfig config;
  private final Screening screening;
  private final RandomWalk walk;

  public RandomNetworks(StrategyContext context, RandomSearchConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    walk = new RandomWalk(context.space());
  }

  /**
   * Networks that pass the screening, and are claimed by this.
   *
   * @param count how many at most
   */
  public List<Architecture> next(int count) {
    return Stream.generate(this::next)
        .limit(count)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A network that passes the screening, and is claimed by this; empty where as many draws as
   * configured gave none.
   */
  public Optional<Architecture> next() {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, screening.claimed(), 0);
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Architecture drawn = draw(random);
      if (screening.claim(drawn)) {
        return Optional.of(drawn);
      }
    }
    return Optional.empty();
  }

  private Architecture draw(RandomStream random) {
    if (context.space() instanceof GenerativeSpace generative) {
      return RandomWalk.transform(generative.generation(), random);
    }
    int longest = config.firstLength() + screening.claimed() / config.walksPerLength();
    return walk.from(context.space().initial(), 1 + random.nextInt(longest), random);
  }
}
