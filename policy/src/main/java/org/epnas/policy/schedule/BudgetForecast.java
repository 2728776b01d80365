package org.epnas.policy.schedule;

import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;

/**
 * Estimates which share of the budget a training will use, from what those so far used. Under a
 * time budget it is priced in seconds ({@link TrainingPrice}). Otherwise seconds do not enter, so
 * that proposals stay the same on a slower machine: a strategy does not know whether trials or
 * epochs are counted, so a training is taken to cost the larger of its shares of the two.
 */
public final class BudgetForecast {
  private static final int MOST_EPOCHS = 10_000;

  private final Set<Integer> counted = new HashSet<>();
  private final TrainingPrice price = new TrainingPrice();
  private OptionalDouble budgetSeconds = OptionalDouble.empty();
  private int slots = 1;
  private double used;
  private long epochs;

  /** Counts a trial that was evaluated; refused ones and duplicates used nothing. */
  public void observe(Trial trial) {
    boolean refused =
        trial.outcome() instanceof Outcome.Failed failed
            && failed.reason() == Outcome.Reason.OVER_LIMIT;
    if (!refused && counted.add(trial.id())) {
      epochs += trial.proposal().epochs();
      if (trial.completed().isPresent()) {
        price.observe(trial);
      }
    }
  }

  public void update(SearchStatus status) {
    used = status.fractionUsed();
    slots = status.wanted();
    budgetSeconds = status.budgetSeconds();
  }

  /**
   * Estimated share of the budget of one training, which is that of one slot under a time budget; 0
   * where there is nothing to estimate from.
   */
  public double share(int trainingEpochs, Cost cost) {
    if (budgetSeconds.isPresent()) {
      return wallShare(trainingEpochs, cost) / slots;
    }
    return used > 0 && !counted.isEmpty()
        ? Math.max(used / counted.size(), trainingEpochs * used / epochs)
        : 0;
  }

  /**
   * The longest training that a share of the budget is estimated to pay for, in epochs; 0 where it
   * pays for none, 1 where there is nothing to estimate from.
   */
  public int affordableEpochs(double share, Cost cost) {
    double least = share(1, cost);
    if (least == 0) {
      return 1;
    }
    if (share < least) {
      return 0;
    }
    double perEpoch = budgetSeconds.isPresent() ? least : used / epochs;
    return (int) Math.min(MOST_EPOCHS, share / perEpoch);
  }

  /**
   * Whether a training is estimated to end within a share of the budget, or within twice the time
   * of the mean trial so far where those take more: what an exploring trial may cost, so that one
   * large network does not use up a search. Judged by the time that it takes, not by the part of
   * the slots: eight trainings at once still take as long as one. Under a budget that does not
   * count time every network costs the same.
   */
  public boolean modest(int trainingEpochs, Cost cost, double share) {
    return budgetSeconds.isEmpty()
        || wallShare(trainingEpochs, cost)
            <= Math.max(share, 2 * price.meanTrial() / budgetSeconds.getAsDouble());
  }

  private double wallShare(int trainingEpochs, Cost cost) {
    return trainingEpochs * price.secondsPerEpoch(cost) / budgetSeconds.orElseThrow();
  }
}
