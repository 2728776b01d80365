package org.epnas.policy.schedule;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * The part of a strategy that looks for networks; {@link TwoPhaseStrategy} adds the schedule that
 * all strategies share.
 */
public interface Explorer {
  /**
   * New networks for one short training each, best first.
   *
   * @param free how many slots have nothing to do, at least 1; what is proposed beyond that waits
   * @param progress share of the search before its final phase that is over, in [0, 1]
   * @param episode number that the proposals carry
   * @return empty only where the space has nothing new to offer
   */
  List<Proposal> explore(int free, double progress, int episode);

  /** One finished trial of an own proposal, failed ones included; each is told once. */
  void observe(Trial trial);

  /**
   * A network of an own proposal was trained longer ({@link Proposal.Kind#PROMOTED}), or failed
   * then; each trial is told once. Its weights are the ones to inherit from now on.
   */
  default void promoted(Trial trial) {}

  /** What {@link SearchStrategy#report} says; nothing unless overridden. */
  default SortedMap<String, Double> report() {
    return Collections.emptySortedMap();
  }

  /** Makes the explorer of one search. */
  @FunctionalInterface
  interface Factory {
    Explorer create(StrategyContext context, Screening screening);

    /** The strategy of this explorer under the shared schedule. */
    default SearchStrategy.Factory strategy(ScheduleConfig schedule) {
      return context -> new TwoPhaseStrategy(context, schedule, this);
    }
  }
}
