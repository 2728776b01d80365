package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.HypervolumeModel.Valued;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Bayesian optimisation with several objectives (ADR 39): as {@link BayesianSearch}, but every free
 * worker gets the candidate of highest expected hypervolume improvement. Candidates are rollouts
 * from the networks of the front and draws from the whole space. Only the accuracy is predicted:
 * what else a network uses is known or measured.
 */
final class HypervolumeSearch implements Explorer {
  /** Trials before the model is asked; spread over the known uses. */
  private static final int START = 10;

  private static final int ROLLOUTS = 192;
  private static final int DRAWS = 400;

  /** Measurements for one choice, at most. */
  private static final int MOST_MEASURED = 16;

  private final StrategyContext context;
  private final BayesianConfig config;
  private final Screening screening;
  private final CandidateSource source;
  private final ElitePool elites;
  private final Posterior posterior;
  private final HypervolumeModel model;
  private final SpreadStart start;
  private final SourceCounts counts = new SourceCounts();

  /** What is being trained, by hash. */
  private final Map<String, Selected> running = new LinkedHashMap<>();

  /** What was expected of it, by hash. */
  private final Map<String, Double> gains = new LinkedHashMap<>();

  private int proposed;

  HypervolumeSearch(
      StrategyContext context, BayesianConfig config, Screening screening, CandidateSource source) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    this.source = source;
    elites = new ElitePool(context);
    posterior = new Posterior(context, config.predictor(), elites);
    model = new HypervolumeModel(context, posterior);
    start = new SpreadStart(context, config, screening, model);
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    source.learn(progress);
    List<Selected> chosen = new ArrayList<>();
    boolean ready = posterior.ready();
    while (chosen.size() < free && (!ready || proposed < START)) {
      Optional<Selected> first = start.next();
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

  private List<Selected> select(int count, int episode) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.EXPLORATION, episode, 0);
    running.values().forEach(one -> model.believe(one.candidate()));
    List<Candidate> left = new ArrayList<>(pool(episode, random));
    List<Selected> chosen = new ArrayList<>();
    while (chosen.size() < count && !left.isEmpty()) {
      Optional<Selected> next =
          config.ranking() == RankingMode.RANDOM ? drawn(left, random) : best(left);
      next.ifPresent(one -> {
        model.believe(one.candidate());
        chosen.add(take(one));
      });
    }
    model.forgetBeliefs();
    if (chosen.isEmpty()) {
      start.next().ifPresent(one -> chosen.add(take(one)));
    }
    return chosen;
  }

  private List<Candidate> pool(int episode, RandomStream random) {
    CandidatePool pool = new CandidatePool(screening);
    List<Parent> parents = parents(random);
    if (!parents.isEmpty()) {
      List<Candidate> rollouts = source.rollouts(parents, ROLLOUTS, episode);
      Map<Candidate, Double> expected = new LinkedHashMap<>();
      model.ranked(rollouts).forEach(one -> expected.put(one.candidate(), one.gain()));
      source.expected(
          rollouts,
          rollouts.stream()
              .mapToDouble(one -> Math.max(0, expected.getOrDefault(one, 0.0)))
              .toArray());
      pool.add(rollouts);
    }
    pool.add(start.draws(DRAWS));
    return pool.candidates();
  }

  /** The front in random order, or while there is none what is nearest to the limits. */
  private List<Parent> parents(RandomStream random) {
    List<Parent> parents = new ArrayList<>();
    for (Trial trial : model.front()) {
      elites.latest(trial.hash()).map(Parent::of).ifPresent(parents::add);
    }
    if (parents.isEmpty()) {
      elites.top(config.exploration().parents()).forEach(elite -> parents.add(Parent.of(elite)));
    }
    for (int i = parents.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Parent moved = parents.set(i, parents.get(other));
      parents.set(other, moved);
    }
    return parents;
  }

  private Optional<Selected> drawn(List<Candidate> left, RandomStream random) {
    Candidate candidate = left.remove(random.nextInt(left.size()));
    Prediction accuracy = posterior.accuracies(List.of(candidate)).getFirst();
    return screening.claim(candidate.architecture())
        ? Optional.of(new Selected(candidate, Kind.SELECTED, Optional.of(accuracy)))
        : Optional.empty();
  }

  /**
   * The one of highest expected gain; empty where none that is left may be trained. A resource that
   * has to be measured is asked from the top: a candidate that turns out worse by it falls back.
   */
  private Optional<Selected> best(List<Candidate> left) {
    List<Valued> ranked = model.ranked(left);
    for (int asked = 0; asked < MOST_MEASURED && context.objectives().slow(); asked++) {
      if (!model.measure(ranked.getFirst().candidate())) {
        break;
      }
      ranked = model.ranked(left);
    }
    for (Valued top : ranked) {
      left.remove(top.candidate());
      if (screening.claim(top.candidate().architecture())) {
        gains.put(top.candidate().hash(), top.gain());
        return Optional.of(
            new Selected(top.candidate(), Kind.SELECTED, Optional.of(top.accuracy())));
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
        selected.prediction().map(Prediction::mean).stream().mapToDouble(mean -> mean).findFirst());
  }

  @Override
  public void observe(Trial trial) {
    remember(trial);
    Selected selected = running.remove(trial.hash());
    if (selected == null) {
      return;
    }
    counts.trained(selected, trial);
    Double expected = gains.remove(trial.hash());
    if (expected != null) {
      // What the policy is taught is the gain: that which was expected, and that which came.
      source.gained(trial, model.gained(trial));
      source.trained(
          new Selected(
              selected.candidate(), selected.kind(), Optional.of(new Prediction(expected, 0))),
          trial);
    }
  }

  @Override
  public void promoted(Trial trial) {
    remember(trial);
  }

  private void remember(Trial trial) {
    elites.observe(trial);
    posterior.observe(trial);
    model.observe(trial);
  }

  /** What each source of candidates brought, and how many networks are on the front. */
  @Override
  public SortedMap<String, Double> report() {
    SortedMap<String, Double> values = new TreeMap<>(counts.report());
    values.put("frontNetworks", (double) model.front().size());
    return values;
  }
}
