package org.epnas.policy.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * The schedule that every strategy gets: an {@link Explorer} finds and tries networks, {@link
 * SuccessiveHalving} meanwhile trains those longer that earned it, and the {@link FinalPhase}
 * trains the best few longer still; where there is no longer training, {@link Repeats} trains the
 * best anew. Where all of these propose nothing, as with fixed lengths that are too long for the
 * budget, exploring takes all of it.
 *
 * <p>Where the loop waits for whole batches, a batch fills the slots; where it asks while trials
 * run, each free slot gets one proposal that is based on everything told so far.
 */
public final class TwoPhaseStrategy implements SearchStrategy {
  private final ElitePool elites;
  private final BudgetForecast forecast = new BudgetForecast();
  private final SuccessiveHalving halving;
  private final FinalPhase finalPhase;
  private final Repeats repeats;
  private final Explorer explorer;
  private final Set<Integer> told = new HashSet<>();
  private int open;
  private int episode;

  /** Whether something was explored since the last promotions. */
  private boolean promotionsDue;

  public TwoPhaseStrategy(
      StrategyContext context, ScheduleConfig schedule, Explorer.Factory explorer) {
    elites = new ElitePool(context);
    halving =
        new SuccessiveHalving(
            schedule, context.epochs(), context.fidelities(), context.objectives());
    finalPhase = new FinalPhase(schedule, context.fidelities());
    repeats = new Repeats(context.fidelities());
    this.explorer =
        explorer.create(context, new Screening(context, forecast, schedule.largestTrial()));
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    forecast.update(status);
    List<Proposal> proposals = next(status);
    open += proposals.size();
    episode++;
    return proposals;
  }

  private List<Proposal> next(SearchStatus status) {
    int free = Math.max(1, status.wanted() - open);
    List<Proposal> again =
        repeats.propose(1 - status.fractionUsed(), free, elites, forecast, episode);
    if (!again.isEmpty()) {
      return again;
    }
    boolean last = finalPhase.begun(status);
    List<Proposal> longer = last ? refine(status) : promotions(free);
    if (!longer.isEmpty()) {
      return longer;
    }
    promotionsDue = true;
    List<Proposal> found = explorer.explore(free, progress(status), episode);
    return found.isEmpty() ? finalPhase.propose(status, elites, forecast, episode) : found;
  }

  /** Who earned a longer training; never two such steps in a row, and never more than the slots. */
  private List<Proposal> promotions(int free) {
    if (!promotionsDue) {
      return List.of();
    }
    promotionsDue = false;
    return halving.propose(elites, free, episode);
  }

  /** The next round of the final phase, once the one before is over. */
  private List<Proposal> refine(SearchStatus status) {
    return finalPhase.waiting() ? List.of() : finalPhase.propose(status, elites, forecast, episode);
  }

  private double progress(SearchStatus status) {
    return Math.min(1, status.fractionUsed() / finalPhase.start());
  }

  @Override
  public void observe(Trial trial) {
    open--;
    finalPhase.observe(trial);
    if (told.add(trial.id())) {
      forecast.observe(trial);
      elites.observe(trial);
      halving.observe(trial);
      repeats.observe(trial);
      if (trial.proposal().kind() == Proposal.Kind.PROMOTED) {
        explorer.promoted(trial);
      } else {
        explorer.observe(trial);
      }
    }
  }

  @Override
  public SortedMap<String, Double> report() {
    return explorer.report();
  }
}
