package org.epnas.policy.bo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

  private static final int ROLLOUTS = 96;
  private static final int DRAWS = 160;
  private static final int FRESH_DRAWS = 20;

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

  /** Beside those of a policy, which may have come to prefer a part of the front. */
  private final UniformWalks walks;

  private final SourceCounts counts = new SourceCounts();

  /** What is being trained, by hash. */
  private final Map<String, Selected> running = new LinkedHashMap<>();

  /** What was expected of it, by hash. */
  private final Map<String, Double> gains = new LinkedHashMap<>();

  /** From the whole space, the latest last. */
  private final Deque<Candidate> draws = new ArrayDeque<>();

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
    walks = new UniformWalks(context, config.exploration().transformations());
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
    List<Valued> ranked = new ArrayList<>(ranked(random, episode));
    List<Selected> chosen = new ArrayList<>();
    while (chosen.size() < count && !ranked.isEmpty()) {
      Optional<Selected> next =
          config.ranking() == RankingMode.RANDOM ? drawn(ranked, random) : best(ranked);
      if (next.isPresent()) {
        model.believe(next.get().candidate());
        chosen.add(take(next.get()));
        if (chosen.size() < count) {
          ranked = new ArrayList<>(model.ranked(ranked.stream().map(Valued::candidate).toList()));
        }
      }
    }
    model.forgetBeliefs();
    if (chosen.isEmpty()) {
      start.next().ifPresent(one -> chosen.add(take(one)));
    }
    return chosen;
  }

  /** What may be trained, best first. */
  private List<Valued> ranked(RandomStream random, int episode) {
    List<Parent> parents = parents(random);
    List<Candidate> rollouts =
        parents.isEmpty() ? List.of() : source.rollouts(parents, ROLLOUTS, episode);
    List<Candidate> walked =
        parents.isEmpty() || source instanceof UniformWalks
            ? List.of()
            : walks.rollouts(parents, ROLLOUTS, episode);
    refreshDraws();
    Map<String, Candidate> distinct = new LinkedHashMap<>();
    rollouts.forEach(one -> distinct.putIfAbsent(one.hash(), one));
    walked.forEach(one -> distinct.putIfAbsent(one.hash(), one));
    draws.forEach(one -> distinct.putIfAbsent(one.hash(), one));
    List<Valued> ranked = model.ranked(distinct.values());
    Map<String, Double> expected = new HashMap<>();
    ranked.forEach(one -> expected.put(one.candidate().hash(), Math.max(0, one.gain())));
    source.expected(
        rollouts,
        rollouts.stream().mapToDouble(one -> expected.getOrDefault(one.hash(), 0.0)).toArray());
    CandidatePool pool = new CandidatePool(screening);
    pool.add(ranked.stream().map(Valued::candidate).toList());
    Set<Candidate> trainable = Collections.newSetFromMap(new IdentityHashMap<>());
    trainable.addAll(pool.candidates());
    return ranked.stream().filter(one -> trainable.contains(one.candidate())).toList();
  }

  /** Some of the draws are new each time: what was described before costs little. */
  private void refreshDraws() {
    draws.removeIf(one -> !screening.unseen(one.hash()));
    int fresh = Math.max(FRESH_DRAWS, DRAWS / 4 - draws.size());
    draws.addAll(start.draws(fresh));
    while (draws.size() > DRAWS) {
      draws.removeFirst();
    }
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

  private Optional<Selected> drawn(List<Valued> left, RandomStream random) {
    Valued drawn = left.remove(random.nextInt(left.size()));
    return screening.claim(drawn.candidate().architecture())
        ? Optional.of(selected(drawn))
        : Optional.empty();
  }

  private static Selected selected(Valued valued) {
    return new Selected(valued.candidate(), Kind.SELECTED, Optional.of(valued.accuracy()));
  }

  /**
   * The one of highest expected gain; empty where none that is left may be trained. A resource that
   * has to be measured is asked from the top: a candidate that turns out worse by it falls back.
   */
  private Optional<Selected> best(List<Valued> left) {
    for (int asked = 0;
        asked < MOST_MEASURED && model.measure(left.getFirst().candidate());
        asked++) {
      List<Valued> again = model.ranked(left.stream().map(Valued::candidate).toList());
      left.clear();
      left.addAll(again);
    }
    Valued top = left.removeFirst();
    if (!screening.claim(top.candidate().architecture())) {
      return Optional.empty();
    }
    gains.put(top.candidate().hash(), top.gain());
    return Optional.of(selected(top));
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
    double gained = model.gained(trial);
    remember(trial);
    Selected selected = running.remove(trial.hash());
    if (selected == null) {
      return;
    }
    counts.trained(selected, trial);
    Double expected = gains.remove(trial.hash());
    if (expected != null) {
      // What the policy is taught is the gain: that which was expected, and that which came.
      source.gained(trial, gained);
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
