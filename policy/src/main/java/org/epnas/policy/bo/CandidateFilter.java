package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.Screening;

/**
 * The model of {@link BayesianSearch} for strategies that make their candidates in another way: of
 * many it takes the one of highest expected improvement, or, with several objectives, of highest
 * expected hypervolume improvement.
 */
public final class CandidateFilter {
  private final Screening screening;
  private final ElitePool elites;
  private final Posterior posterior;
  private final HypervolumeModel hypervolume;
  private final boolean several;

  public CandidateFilter(StrategyContext context, PredictorConfig config, Screening screening) {
    this.screening = screening;
    elites = new ElitePool(context);
    posterior = new Posterior(context, config, elites);
    hypervolume = new HypervolumeModel(context, posterior);
    several = context.objectives().several();
  }

  /** Takes in a trial, promotions included. */
  public void observe(Trial trial) {
    elites.observe(trial);
    posterior.observe(trial);
    hypervolume.observe(trial);
  }

  /** A candidate and the reward that is expected of it. */
  public record Chosen(Candidate candidate, double expected) {}

  /**
   * The best that passes the screening, and is claimed by this; empty where none does, or while
   * there is too little to predict from.
   */
  public Optional<Chosen> best(List<Candidate> candidates) {
    if (!posterior.ready()) {
      return Optional.empty();
    }
    CandidatePool pool = new CandidatePool(screening);
    pool.add(candidates);
    if (several) {
      return hypervolume.ranked(pool.candidates()).stream()
          .filter(one -> screening.claim(one.candidate().architecture()))
          .findFirst()
          .map(one -> new Chosen(one.candidate(), one.accuracy().mean()));
    }
    double incumbent =
        posterior.trained().stream().mapToDouble(Posterior.Known::reward).max().orElse(0);
    Acquisition acquisition = new Acquisition(posterior, incumbent);
    return new ArrayList<>(acquisition.best(pool.candidates(), pool.size()))
        .stream()
            .filter(one -> screening.claim(one.architecture()))
            .findFirst()
            .map(one -> new Chosen(one, acquisition.prediction(one).mean()));
  }
}
