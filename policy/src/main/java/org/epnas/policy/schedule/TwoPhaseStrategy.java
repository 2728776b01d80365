package org.epnas.policy.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * A search in two phases: an {@link Explorer} finds and tries networks, then the {@link FinalPhase}
 * that every strategy shares trains the best few longer. Where that proposes nothing, as with fixed
 * lengths that are too long for the budget, exploring takes all of it.
 *
 * <p>Where the loop waits for whole batches, a batch fills the slots; where it asks while trials
 * run, each free slot gets one proposal that is based on everything told so far.
 */
public final class TwoPhaseStrategy implements SearchStrategy {
  private final ElitePool elites = new ElitePool();
  private final BudgetForecast forecast = new BudgetForecast();
  private final FinalPhase finalPhase;
  private final Explorer explorer;
  private final Set<Integer> told = new HashSet<>();
  private int open;
  private int episode;

  public TwoPhaseStrategy(
      StrategyContext context, ScheduleConfig schedule, Explorer.Factory explorer) {
    finalPhase = new FinalPhase(schedule, context.fidelities());
    this.explorer =
        explorer.create(context, new Screening(context, forecast, schedule.largestTrial()));
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    forecast.update(status.fractionUsed());
    List<Proposal> proposals = next(status);
    open += proposals.size();
    episode++;
    return proposals;
  }

  private List<Proposal> next(SearchStatus status) {
    if (finalPhase.begun(status)) {
      List<Proposal> last = refine(status);
      if (!last.isEmpty()) {
        return last;
      }
    }
    List<Proposal> found = explorer.explore(Math.max(1, status.wanted() - open), episode);
    return found.isEmpty() ? refine(status) : found;
  }

  private List<Proposal> refine(SearchStatus status) {
    return finalPhase.propose(status, elites, forecast, episode);
  }

  @Override
  public void observe(Trial trial) {
    open--;
    if (told.add(trial.id())) {
      forecast.observe(trial);
      elites.observe(trial);
      if (trial.proposal().kind() != Proposal.Kind.PROMOTED) {
        explorer.observe(trial);
      }
    }
  }
}
