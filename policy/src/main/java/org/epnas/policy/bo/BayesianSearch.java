package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorQuality;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Bayesian optimisation of networks (ADR 31). After a few trials to begin with, a Gaussian process
 * predicts the accuracy of every candidate; candidates are rollouts from the best networks by
 * posterior mean, and later the neighbours of the best candidates too; every free worker gets the
 * one of highest expected improvement, after what is being trained already. One trial in eight is
 * drawn at random instead: the unbiased hold-out on which the predictor is judged.
 */
public final class BayesianSearch implements Explorer {
  private final StrategyContext context;
  private final BayesianConfig config;
  private final Screening screening;
  private final Start start;
  private final CandidateSource source;
  private final ElitePool elites;
  private final Posterior posterior;
  private final Neighbourhood neighbourhood;
  private final SourceCounts counts = new SourceCounts();

  /** What is being trained, by hash. */
  private final Map<String, Selected> running = new LinkedHashMap<>();

  private final List<Trial> heldOut = new ArrayList<>();
  private int proposed;

  /** Held-out trials that the choices so far fell short of their share, in [0, 1). */
  private double owed;

  /**
   * @param source of candidates once there is something to predict from
   */
  public BayesianSearch(
      StrategyContext context, BayesianConfig config, Screening screening, CandidateSource source) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    this.source = source;
    start = new Start(context, config, screening);
    elites = new ElitePool(context::presentReward);
    posterior = new Posterior(context, config.predictor(), elites);
    neighbourhood = new Neighbourhood(context, config.exploration());
  }

  /** Strategies without a policy: {@code bo}. */
  public static SearchStrategy.Factory factory(BayesianConfig config) {
    Explorer.Factory explorers =
        (context, screening) ->
            explorer(
                context,
                config,
                screening,
                new UniformWalks(context, config.exploration().transformations()));
    return explorers.strategy(config.schedule());
  }

  /** The search for accuracy alone, or for several objectives. */
  public static Explorer explorer(
      StrategyContext context, BayesianConfig config, Screening screening, CandidateSource source) {
    return context.objectives().several()
        ? new HypervolumeSearch(context, config, screening, source)
        : new BayesianSearch(context, config, screening, source);
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    source.learn(progress);
    List<Selected> chosen = new ArrayList<>();
    boolean ready = posterior.ready();
    while (chosen.size() < free && (!ready || proposed < config.exploration().start())) {
      Optional<Selected> first = start.next(parents());
      if (first.isEmpty()) {
        break;
      }
      chosen.add(take(first.get()));
    }
    if (ready && chosen.size() < free) {
      chosen.addAll(select(free - chosen.size(), episode));
    }
    return chosen.stream().map(one -> proposal(one, episode)).toList();
  }

  private Selected take(Selected selected) {
    proposed++;
    running.put(selected.candidate().hash(), selected);
    return selected;
  }

  private List<Parent> parents() {
    return elites.top(config.exploration().parents()).stream().map(Parent::of).toList();
  }

  private List<Selected> select(int count, int episode) {
    List<Posterior.Known> trained = posterior.trained();
    boolean predicts = config.ranking() == RankingMode.PREDICTOR;
    List<Parent> parents =
        predicts
            ? trained.stream()
                .limit(config.exploration().parents())
                .map(known -> Parent.of(known.elite()))
                .toList()
            : parents();
    if (parents.isEmpty()) {
      return List.of();
    }
    running.values().forEach(one -> posterior.believe(one.candidate()));
    CandidatePool pool = new CandidatePool(screening);
    pool.add(rollouts(parents, count, episode));
    neighbourhood.fill(pool, parents, count, episode);
    double incumbent =
        trained.stream()
            .limit(config.exploration().parents())
            .mapToDouble(Posterior.Known::reward)
            .max()
            .orElse(0);
    List<Selected> chosen = choose(pool, count, incumbent, episode);
    posterior.forgetBeliefs();
    return chosen;
  }

  private List<Candidate> rollouts(List<Parent> parents, int count, int episode) {
    List<Candidate> rollouts =
        source.rollouts(parents, config.exploration().candidates(count), episode);
    source.expected(
        rollouts, rollouts.stream().mapToDouble(one -> posterior.reward(one).mean()).toArray());
    return rollouts;
  }

  private List<Selected> choose(CandidatePool pool, int count, double incumbent, int episode) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.EXPLORATION, episode, 0);
    List<Candidate> drawable = new ArrayList<>(pool.candidates());
    List<Candidate> ranked = new ArrayList<>(drawable);
    if (config.ranking() == RankingMode.PREDICTOR && climbs()) {
      ranked = neighbourhood.climb(pool, new Acquisition(posterior, incumbent), random);
    }
    List<Selected> chosen = new ArrayList<>();
    while (chosen.size() < count && !ranked.isEmpty()) {
      owed += config.exploration().heldOutShare();
      boolean holdOut = owed >= 1 && !drawable.isEmpty();
      boolean byLot = holdOut || config.ranking() == RankingMode.RANDOM;
      Optional<Selected> next =
          byLot
              ? drawn(drawable, holdOut ? Kind.HELD_OUT : Kind.SELECTED, random)
              : best(ranked, incumbent);
      if (next.isPresent()) {
        owed -= holdOut ? 1 : 0;
        posterior.believe(next.get().candidate());
        chosen.add(take(next.get()));
      }
      drawable.removeIf(one -> !screening.unseen(one.hash()));
      ranked.removeIf(one -> !screening.unseen(one.hash()));
      if (next.isEmpty() && (byLot ? drawable : ranked).isEmpty()) {
        break;
      }
    }
    return chosen;
  }

  private boolean climbs() {
    int from =
        context.limits().hard()
            ? config.exploration().climbFromUnderHardLimits()
            : config.exploration().climbFrom();
    return posterior.observations() >= from;
  }

  /** One by lot; empty where none that is left may be trained. */
  private Optional<Selected> drawn(List<Candidate> candidates, Kind kind, RandomStream random) {
    while (!candidates.isEmpty()) {
      Candidate candidate = candidates.remove(random.nextInt(candidates.size()));
      Prediction prediction = posterior.reward(candidate);
      if (screening.claim(candidate.architecture())) {
        return Optional.of(new Selected(candidate, kind, Optional.of(prediction)));
      }
    }
    return Optional.empty();
  }

  /**
   * The one of highest acquisition; empty where none that is left may be trained. A resource that
   * has to be measured is asked from the top: a candidate that turns out worse by it falls back.
   */
  private Optional<Selected> best(List<Candidate> candidates, double incumbent) {
    Acquisition acquisition = new Acquisition(posterior, incumbent);
    Map<String, Prediction> measured = new HashMap<>();
    while (!candidates.isEmpty()) {
      Candidate top = acquisition.best(candidates, 1).getFirst();
      if (context.limits().slow() && !measured.containsKey(top.hash())) {
        Prediction exact = posterior.measuredReward(top);
        measured.put(top.hash(), exact);
        acquisition.correct(top, exact);
      } else if (screening.claim(top.architecture())) {
        Prediction prediction = acquisition.prediction(top);
        return Optional.of(new Selected(top, Kind.SELECTED, Optional.of(prediction)));
      } else {
        candidates.remove(top);
      }
    }
    return Optional.empty();
  }

  private Proposal proposal(Selected selected, int episode) {
    Candidate candidate = selected.candidate();
    return new Proposal(
        candidate.architecture(),
        context.epochs(),
        context.inherits() ? candidate.parent().trial() : OptionalInt.empty(),
        selected.kind(),
        episode,
        selected.prediction().stream().mapToDouble(Prediction::mean).findFirst());
  }

  @Override
  public void observe(Trial trial) {
    remember(trial);
    Selected selected = running.remove(trial.hash());
    if (selected != null) {
      counts.trained(selected, trial);
      source.trained(selected, trial);
    }
    if (trial.proposal().kind() == Kind.HELD_OUT) {
      heldOut.add(trial);
    }
  }

  @Override
  public void promoted(Trial trial) {
    remember(trial);
  }

  private void remember(Trial trial) {
    elites.observe(trial);
    posterior.observe(trial);
  }

  /** How well the predictor ordered the held-out trials so far, before they were trained. */
  public PredictorQuality predictorQuality() {
    return PredictorQuality.of(heldOut);
  }

  /**
   * {@code heldOutTrials} behind the predictor's quality, its rank correlations {@code
   * predictorSpearman} and {@code predictorKendall} as far as they are defined, and what each
   * source of candidates brought.
   */
  @Override
  public SortedMap<String, Double> report() {
    SortedMap<String, Double> values = new TreeMap<>(counts.report());
    PredictorQuality quality = predictorQuality();
    if (quality.n() > 0) {
      values.put("heldOutTrials", (double) quality.n());
    }
    quality.spearman().ifPresent(rho -> values.put("predictorSpearman", rho));
    quality.kendall().ifPresent(tau -> values.put("predictorKendall", tau));
    return values;
  }
}
