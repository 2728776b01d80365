package org.epnas.policy.schedule;

import java.util.List;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * The part of a strategy that looks for networks; {@link TwoPhaseStrategy} adds the final phase.
 */
public interface Explorer {
  /**
   * New networks for one short training each, best first.
   *
   * @param free how many slots have nothing to do, at least 1; what is proposed beyond that waits
   * @param episode number that the proposals carry
   * @return empty only where the space has nothing new to offer
   */
  List<Proposal> explore(int free, int episode);

  /** One finished trial of an own proposal, failed ones included; each is told once. */
  void observe(Trial trial);

  /** Makes the explorer of one search. */
  @FunctionalInterface
  interface Factory {
    Explorer create(StrategyContext context, Screening screening);

    /** The strategy of this explorer followed by the final phase. */
    default SearchStrategy.Factory strategy(ScheduleConfig schedule) {
      return context -> new TwoPhaseStrategy(context, schedule, this);
    }
  }
}
