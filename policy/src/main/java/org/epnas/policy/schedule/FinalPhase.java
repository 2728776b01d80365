package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Proposal;

/**
 * The last part of the budget, which goes to training the best few longer, because a ranking of
 * short trainings is only a proxy. Three rounds, each an equal part of it, train fewer and fewer
 * finalists for more and more epochs, every one from its own weights; what the estimates left over
 * goes to further rounds of the last kind.
 */
public final class FinalPhase {
  private static final int ROUNDS = 3;

  /** Share of an allotment that is planned: a training cut by the end of the budget is lost. */
  private static final double PLANNED = 0.9;

  private final ScheduleConfig config;
  private final Set<Integer> continued = new HashSet<>();
  private int round;

  public FinalPhase(ScheduleConfig config) {
    this.config = config;
  }

  /** Whether the search has come to its last part. */
  public boolean begun(SearchStatus status) {
    return config.finalShare() > 0 && status.fractionUsed() >= start();
  }

  /** Share of the budget at which the phase begins. */
  public double start() {
    return 1 - config.finalShare();
  }

  /**
   * The trainings of the next round, best architecture first; empty where the pool has none left to
   * continue.
   *
   * @param episode number that the proposals carry
   */
  public List<Proposal> propose(
      SearchStatus status, ElitePool pool, BudgetForecast forecast, int episode) {
    List<Elite> finalists =
        pool.top(Integer.MAX_VALUE).stream()
            .filter(elite -> !continued.contains(elite.trial().id()))
            .limit(finalists(status.wanted()))
            .toList();
    double allotment = (1 - status.fractionUsed()) / Math.max(1, ROUNDS - round) * PLANNED;
    round++;
    return plan(finalists, allotment, forecast, episode);
  }

  /** A whole number of fillings of the slots, fewer from round to round. */
  private int finalists(int slots) {
    int count = Math.max(1, config.finalists() - round);
    return Math.ceilDiv(count, slots) * slots;
  }

  /** Splits the allotment evenly among as many of the best as it can give any training. */
  private List<Proposal> plan(
      List<Elite> finalists, double allotment, BudgetForecast forecast, int episode) {
    for (int count = finalists.size(); count > 1; count--) {
      List<Elite> some = finalists.subList(0, count);
      double each = allotment / count;
      if (some.stream()
          .allMatch(elite -> forecast.affordableEpochs(each, elite.trial().cost()) > 0)) {
        return proposals(some, each, forecast, episode);
      }
    }
    return proposals(
        finalists.subList(0, Math.min(1, finalists.size())), allotment, forecast, episode);
  }

  private List<Proposal> proposals(
      List<Elite> elites, double each, BudgetForecast forecast, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (Elite elite : elites) {
      continued.add(elite.trial().id());
      int epochs = Math.max(1, forecast.affordableEpochs(each, elite.trial().cost()));
      proposals.add(Promotion.of(elite.trial(), epochs, episode));
    }
    return proposals;
  }
}
