package org.epnas.policy.schedule;

import java.util.HashSet;
import java.util.Set;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;

/**
 * Estimates which share of the budget a training will use, from what those so far used. A strategy
 * does not know whether the budget counts trials, epochs or time, so a training is taken to cost
 * the largest of its shares of the trials, of the epochs and of the training FLOPs so far. Seconds
 * do not enter: proposals stay the same on a slower machine, unless the budget itself is a time.
 */
public final class BudgetForecast {
  private static final int MOST_EPOCHS = 10_000;

  private final Set<Integer> counted = new HashSet<>();
  private double used;
  private long epochs;
  private double work;

  /** Counts a trial that was evaluated; refused ones and duplicates used nothing. */
  public void observe(Trial trial) {
    boolean refused =
        trial.outcome() instanceof Outcome.Failed failed
            && failed.reason() == Outcome.Reason.OVER_LIMIT;
    if (!refused && counted.add(trial.id())) {
      epochs += trial.proposal().epochs();
      work += (double) trial.proposal().epochs() * trial.cost().flops();
    }
  }

  /**
   * @param fractionUsed share of the budget that the trials so far used, in [0, 1]
   */
  public void update(double fractionUsed) {
    used = fractionUsed;
  }

  private boolean ready() {
    return used > 0 && work > 0;
  }

  /** Estimated share of the budget of one training; 0 where there is nothing to estimate from. */
  public double share(int trainingEpochs, Cost cost) {
    return ready() ? Math.max(perTrial(), trainingEpochs * perEpoch(cost)) : 0;
  }

  /**
   * The longest training that a share of the budget is estimated to pay for, in epochs; 0 where it
   * pays for none, 1 where there is nothing to estimate from.
   */
  public int affordableEpochs(double share, Cost cost) {
    if (!ready()) {
      return 1;
    }
    return share < perTrial() ? 0 : (int) Math.min(MOST_EPOCHS, share / perEpoch(cost));
  }

  /**
   * Whether a training is estimated to stay below a share of the budget, or below twice the mean of
   * the trials so far where those take more: what an exploring trial may cost, so that one large
   * network does not use up a search.
   */
  public boolean modest(int trainingEpochs, Cost cost, double share) {
    return !ready() || share(trainingEpochs, cost) <= Math.max(share, 2 * perTrial());
  }

  private double perTrial() {
    return used / counted.size();
  }

  private double perEpoch(Cost cost) {
    return Math.max(used / epochs, used / work * cost.flops());
  }
}
