package org.epnas.policy.schedule;

import java.util.HashSet;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.StrategyContext;

/**
 * Tells which networks may be proposed: those that never were, are within every hard limit, and are
 * not so large that one training would use up the search.
 */
public final class Screening {
  private final StrategyContext context;
  private final BudgetForecast forecast;
  private final double largestTrial;
  private final Set<String> claimed = new HashSet<>();

  /**
   * @param largestTrial share of the budget that one short trial may be estimated to take
   */
  public Screening(StrategyContext context, BudgetForecast forecast, double largestTrial) {
    this.context = context;
    this.forecast = forecast;
    this.largestTrial = largestTrial;
  }

  /**
   * Whether a network was never claimed; cheap, while a hard limit may have to be measured.
   *
   * @param hash of its canonical form
   */
  public boolean unseen(String hash) {
    return !claimed.contains(hash);
  }

  /** Whether a network may be proposed; if so, it counts as seen from now on. */
  public boolean claim(Architecture architecture) {
    String hash = architecture.canonicalForm().hash();
    return unseen(hash) && worthTraining(architecture) && claimed.add(hash);
  }

  /** How many networks were claimed. */
  public int claimed() {
    return claimed.size();
  }

  /**
   * Whether a network is within every limit that can be told at once, and not so large that one
   * training would use up the search; a hard limit that has to be measured is not asked.
   */
  public boolean promising(Architecture architecture) {
    Cost cost = Cost.of(architecture);
    return forecast.modest(context.epochs(), cost, largestTrial)
        && context.limits().permitsAtOnce(architecture, cost);
  }

  /** What can be told at once first: a measurement may take longer than a training. */
  private boolean worthTraining(Architecture architecture) {
    return promising(architecture) && context.trainable().test(architecture);
  }
}
