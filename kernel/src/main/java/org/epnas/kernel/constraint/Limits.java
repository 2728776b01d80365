package org.epnas.kernel.constraint;

import java.util.List;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;

/**
 * What the limits of a search say about a network before it is trained. Confined to the thread that
 * runs the search.
 */
public interface Limits {
  /**
   * Whether no hard limit is violated, as far as that can be told at once: resources that are
   * {@link Resource#slow} are not asked.
   */
  boolean permitsAtOnce(Architecture architecture, Cost cost);

  /** Whether no hard limit is violated; measures what it has to. */
  boolean permits(Architecture architecture, Cost cost);

  /** Whether a hard limit is known to be there. */
  boolean hard();

  /** Whether a limited resource is {@link Resource#slow}. */
  boolean slow();

  /**
   * What a network uses of the limited resources.
   *
   * @param slowOnes whether those that are {@link Resource#slow} are measured too, or left out
   * @return what could be measured
   */
  List<Usage> uses(Architecture architecture, Cost cost, boolean slowOnes);

  /**
   * The reward at the present severities.
   *
   * @param accuracy expected or reached, in [0, 1]
   * @param uses of the limited resources; one that is left out counts as satisfied
   */
  double reward(double accuracy, List<Usage> uses);

  /** Hard limits that are known by their verdict alone; the reward is the accuracy. */
  static Limits of(Predicate<Architecture> permitted) {
    return new Verdicts(permitted);
  }
}
