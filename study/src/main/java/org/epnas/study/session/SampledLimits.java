package org.epnas.study.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.random.RandomWalk;

/**
 * Looks for a network within hard limits before a search begins: by draws from the space and by
 * steps from the nearest network so far towards the limits. What it does not find may still exist.
 */
final class SampledLimits {
  /** Draws and steps take turns: one in so many is a draw. */
  private static final int DRAW_EVERY = 4;

  private final SearchSpace space;
  private final Rewarder rewarder;
  private final RandomStream random;
  private Architecture nearest;
  private List<Usage> uses;

  private SampledLimits(SearchSpace space, List<Constraint> constraints, long seed) {
    this.space = space;
    this.rewarder = new Rewarder(constraints, (accuracy, _) -> accuracy);
    this.random = RandomStream.of(seed, Purpose.EVIDENCE, 1, 0);
    this.nearest = space.initial();
    this.uses = rewarder.measure(nearest, Cost.of(nearest));
  }

  /**
   * The nearest network that was found, where none was within every hard limit.
   *
   * @param constraints on what can be computed from a network; measuring a device takes too long
   * @param most networks that are looked at
   * @param time after which the search for one ends
   * @throws org.epnas.kernel.constraint.MeasurementException if a resource cannot be measured
   */
  static Optional<Shortfall> shortfall(
      SearchSpace space, List<Constraint> constraints, long seed, int most, Duration time) {
    SampledLimits sampled = new SampledLimits(space, constraints, seed);
    long start = System.nanoTime();
    for (int i = 1; i < most && sampled.distance() > 0; i++) {
      if (System.nanoTime() - start > time.toNanos()) {
        break;
      }
      sampled.look(i);
    }
    return sampled.distance() > 0
        ? Optional.of(Shortfall.of(name(sampled.nearest), sampled.uses))
        : Optional.empty();
  }

  private double distance() {
    return Shortfall.distance(uses);
  }

  private void look(int number) {
    Architecture next =
        space instanceof GenerativeSpace generative && number % DRAW_EVERY == 0
            ? RandomWalk.transform(generative.generation(), random)
            : RandomWalk.transform(space.transformations(nearest), random);
    List<Usage> own = rewarder.measure(next, Cost.of(next));
    if (Shortfall.distance(own) < distance()) {
      nearest = next;
      uses = own;
    }
  }

  /** How the space writes it, otherwise its hash. */
  private static String name(Architecture network) {
    return network.encoding().isEmpty() ? network.canonicalForm().hash() : network.encoding();
  }
}
