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
 * finalists for more and more epochs, every one from its own weights. What the estimates left over
 * pays for another training of the best where that can be twice as long as its last one; otherwise
 * the phase has nothing more to propose.
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
   * The trainings of the next round, best architecture first; empty where there is none.
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
    double left = (1 - status.fractionUsed()) * PLANNED;
    List<Proposal> proposals =
        round < ROUNDS
            ? plan(finalists, left / (ROUNDS - round), forecast, episode)
            : doubled(finalists, left, forecast, episode);
    round++;
    return proposals;
  }

  /** A whole number of fillings of the slots, fewer from round to round. */
  private int finalists(int slots) {
    int count = Math.max(1, config.finalists() - round);
    return Math.ceilDiv(count, slots) * slots;
  }

  /** Splits the allotment evenly among as many of the best as it can give any training. */
  private List<Proposal> plan(
      List<Elite> finalists, double allotment, BudgetForecast forecast, int episode) {
    int count = finalists.size();
    while (count > 1 && !affordable(finalists.subList(0, count), allotment / count, forecast)) {
      count--;
    }
    return promote(finalists.subList(0, count), allotment / count, forecast, episode);
  }

  private List<Proposal> doubled(
      List<Elite> finalists, double allotment, BudgetForecast forecast, int episode) {
    double each = allotment / Math.max(1, finalists.size());
    return promote(
        finalists.stream().filter(elite -> epochs(elite, each, forecast) >= twice(elite)).toList(),
        each,
        forecast,
        episode);
  }

  private static boolean affordable(List<Elite> elites, double each, BudgetForecast forecast) {
    return elites.stream().allMatch(elite -> epochs(elite, each, forecast) > 0);
  }

  private List<Proposal> promote(
      List<Elite> elites, double each, BudgetForecast forecast, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (Elite elite : elites) {
      continued.add(elite.trial().id());
      int epochs = Math.max(1, epochs(elite, each, forecast));
      proposals.add(Promotion.of(elite.trial(), epochs, episode));
    }
    return proposals;
  }

  private static int epochs(Elite elite, double share, BudgetForecast forecast) {
    return forecast.affordableEpochs(share, elite.trial().cost());
  }

  private static int twice(Elite elite) {
    return 2 * elite.trial().proposal().epochs();
  }
}
