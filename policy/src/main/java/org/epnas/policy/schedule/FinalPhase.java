package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * The last part of the budget, which goes to training the best few longer, because a ranking of
 * short trainings is only a proxy. Up to three rounds, each an equal part of it, train fewer and
 * fewer finalists, each for longer than before and from its own weights; a round that cannot pay
 * for that leaves its part to the next, and the last one takes what there is. What the estimates
 * left over in the end goes to another training only where that can be twice as long. Networks over
 * a soft limit are no finalists: they can never win.
 *
 * <p>Where an evaluator has fixed lengths, the finalists are trained once more, each for the next
 * length, and only if at least two of them can be: one long training chooses nothing.
 */
public final class FinalPhase {
  private static final int ROUNDS = 3;

  /** Share of an allotment that is planned: a training cut by the end of the budget is lost. */
  private static final double PLANNED = 0.9;

  /** Trainings of a fixed length that are worth beginning with. */
  private static final int LEAST_LONG = 2;

  private final ScheduleConfig config;
  private final Fidelities lengths;
  private final Set<Integer> continued = new HashSet<>();

  /** Trainings of the last round that are not told yet, by identity. */
  private final Set<Proposal> running = Collections.newSetFromMap(new IdentityHashMap<>());

  private int round;

  /** Trials may have any length. */
  public FinalPhase(ScheduleConfig config) {
    this(config, Fidelities.ANY);
  }

  public FinalPhase(ScheduleConfig config, Fidelities lengths) {
    this.config = config;
    this.lengths = lengths;
  }

  /** Whether the search has come to its last part. */
  public boolean begun(SearchStatus status) {
    return config.finalShare() > 0 && status.fractionUsed() >= start();
  }

  /** Share of the budget at which the phase begins. */
  public double start() {
    return 1 - config.finalShare();
  }

  /** Whether a round is still being trained: who goes on is known when all of it is told. */
  public boolean waiting() {
    return !running.isEmpty();
  }

  /** Takes in a trial of any proposal. */
  public void observe(Trial trial) {
    running.remove(trial.proposal());
  }

  /**
   * The trainings of the next round, best architecture first; empty where there is none.
   *
   * @param episode number that the proposals carry
   */
  public List<Proposal> propose(
      SearchStatus status, ElitePool pool, BudgetForecast forecast, int episode) {
    List<Proposal> round = next(status, pool, forecast, episode);
    running.addAll(round);
    return round;
  }

  private List<Proposal> next(
      SearchStatus status, ElitePool pool, BudgetForecast forecast, int episode) {
    double left = (1 - status.fractionUsed()) * PLANNED;
    if (!lengths.any()) {
      return proposeNextLength(status.wanted(), left, pool, forecast, episode);
    }
    for (; round < ROUNDS; round++) {
      boolean last = round == ROUNDS - 1;
      List<Elite> finalists = finalists(status.wanted(), pool);
      double allotment = left / (ROUNDS - round);
      int count = affordable(finalists, allotment, forecast, epochs -> epochs + 1);
      if (count > 0 || last) {
        round++;
        int trained = Math.max(count, Math.min(status.wanted(), finalists.size()));
        return promote(finalists.subList(0, trained), allotment, forecast, episode);
      }
    }
    List<Elite> finalists = finalists(status.wanted(), pool);
    int count = affordable(finalists, left, forecast, epochs -> 2 * epochs);
    return promote(finalists.subList(0, count), left, forecast, episode);
  }

  private List<Proposal> proposeNextLength(
      int slots, double left, ElitePool pool, BudgetForecast forecast, int episode) {
    List<Elite> finalists = finalists(slots, pool);
    int count = finalists.size();
    while (count > 0 && !payable(finalists.subList(0, count), slots, left, forecast)) {
      count--;
    }
    if (count < (round == 0 ? LEAST_LONG : 1)) {
      return List.of();
    }
    round++;
    List<Proposal> proposals = new ArrayList<>();
    for (Elite elite : finalists.subList(0, count)) {
      continued.add(elite.trial().id());
      proposals.add(Promotion.anew(elite.trial(), next(elite).getAsInt(), episode));
    }
    return proposals;
  }

  /** Whether all can be trained for their next length; a slot that stays free is paid as well. */
  private boolean payable(List<Elite> elites, int slots, double left, BudgetForecast forecast) {
    double largest =
        elites.stream()
            .mapToDouble(elite -> forecast.share(next(elite).getAsInt(), elite.trial().cost()))
            .max()
            .orElse(0);
    return Math.ceilDiv(elites.size(), slots) * slots * largest <= left;
  }

  private OptionalInt next(Elite elite) {
    return lengths.above(elite.trial().proposal().epochs());
  }

  /** The best that were not continued yet: whole fillings of the slots, fewer in later rounds. */
  private List<Elite> finalists(int slots, ElitePool pool) {
    int count = Math.max(1, config.finalists() - round);
    return pool.top(Integer.MAX_VALUE).stream()
        .filter(elite -> elite.trial().feasible())
        .filter(elite -> !continued.contains(elite.trial().id()))
        .filter(elite -> lengths.any() || next(elite).isPresent())
        .limit((long) Math.ceilDiv(count, slots) * slots)
        .toList();
  }

  /**
   * How many of the best can all be trained long enough by an even share.
   *
   * @param least epochs that are enough, from those of the last training
   */
  private static int affordable(
      List<Elite> elites, double allotment, BudgetForecast forecast, IntUnaryOperator least) {
    int count = elites.size();
    while (count > 0 && !suffices(elites.subList(0, count), allotment / count, forecast, least)) {
      count--;
    }
    return count;
  }

  private static boolean suffices(
      List<Elite> elites, double each, BudgetForecast forecast, IntUnaryOperator least) {
    return elites.stream()
        .allMatch(elite ->
            epochs(elite, each, forecast) >= least.applyAsInt(elite.trial().proposal().epochs()));
  }

  private List<Proposal> promote(
      List<Elite> elites, double allotment, BudgetForecast forecast, int episode) {
    double each = allotment / Math.max(1, elites.size());
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
}
