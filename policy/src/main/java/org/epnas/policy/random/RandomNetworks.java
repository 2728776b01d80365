package org.epnas.policy.random;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  /** Of one call: a limit that no network meets must not hold up a search for ever. */
  private static final int MOST_DRAWS = 10_000;

  /** The same where the limit has to be measured for each. */
  private static final int MOST_MEASURED = 500;

  private final StrategyContext context;
  private final RandomSearchConfig config;
  private final Screening screening;
  private final RandomWalk walk;

  /** Hashes of what was drawn and did not pass. */
  private final Set<String> refused = new HashSet<>();

  private int calls;

  /** Calls in a row that found nothing: each of them looks half as long as the one before. */
  private int fruitless;

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
   * A network that passes the screening, and is claimed by this. It is looked for as long as draws
   * find networks that were never drawn before, however few of them are within the limits; empty
   * where as many draws as configured in a row found none, and then other ones the next time.
   */
  public Optional<Architecture> next() {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, calls++, 0);
    int most = (context.limits().slow() ? MOST_MEASURED : MOST_DRAWS) >> Math.min(20, fruitless);
    int known = 0;
    for (int draws = 0; draws < Math.max(config.attempts(), most); draws++) {
      Architecture drawn = draw(random);
      if (screening.claim(drawn)) {
        fruitless = 0;
        return Optional.of(drawn);
      }
      known = refused.add(drawn.canonicalForm().hash()) ? 0 : known + 1;
      if (known == config.attempts()) {
        break;
      }
    }
    fruitless++;
    return Optional.empty();
  }

  /**
   * Draws that are neither screened nor claimed, for whoever chooses among them.
   *
   * @param count of the draws, among which one network may be several times
   */
  public List<Architecture> draws(int count) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, calls++, 0);
    return Stream.generate(() -> draw(random)).limit(count).toList();
  }

  private Architecture draw(RandomStream random) {
    if (context.space() instanceof GenerativeSpace generative) {
      return RandomWalk.transform(generative.generation(), random);
    }
    int longest = config.firstLength() + screening.claimed() / config.walksPerLength();
    return walk.from(context.space().initial(), 1 + random.nextInt(longest), random);
  }
}
