package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.policy.bo.BayesianConfig.Beginning;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.bo.KnownCosts.Costs;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.schedule.Screening;

/**
 * The first networks with several objectives: draws from the space, of which each time the one is
 * taken whose known uses are farthest from those of the ones before, so that the model learns from
 * cheap and dear networks alike.
 */
final class SpreadStart {
  private static final int DRAWS = 200;

  private final StrategyContext context;
  private final BayesianConfig config;
  private final Screening screening;
  private final HypervolumeModel model;
  private final RandomNetworks networks;
  private final List<double[]> taken = new ArrayList<>();
  private List<Candidate> draws = List.of();

  SpreadStart(
      StrategyContext context, BayesianConfig config, Screening screening, HypervolumeModel model) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    this.model = model;
    networks = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
  }

  /** Some draws from the space. */
  List<Candidate> draws(int count) {
    return networks.draws(count).stream().map(SpreadStart::candidate).toList();
  }

  private static Candidate candidate(Architecture network) {
    return Candidate.of(network, Parent.untrained(network), List.of(), Origin.DRAW);
  }

  /** The next network of the start, claimed; empty where there is none. */
  Optional<Selected> next() {
    if (config.beginning() == Beginning.INITIAL && screening.claim(context.space().initial())) {
      Architecture initial = context.space().initial();
      return Optional.of(take(candidate(initial), Kind.INITIAL));
    }
    if (draws.isEmpty()) {
      draws = draws(DRAWS);
    }
    CandidatePool pool = new CandidatePool(screening);
    pool.add(draws);
    List<Candidate> farthest = farthestFirst(pool.candidates());
    for (Candidate candidate : farthest) {
      if (screening.claim(candidate.architecture())) {
        return Optional.of(take(candidate, Kind.SELECTED));
      }
    }
    return networks.next().map(network -> take(candidate(network), Kind.SELECTED));
  }

  private Selected take(Candidate candidate, Kind kind) {
    taken.add(model.costs(candidate).upwards());
    Candidate first =
        new Candidate(
            candidate.architecture(),
            candidate.hash(),
            candidate.parent(),
            candidate.decisions(),
            Origin.START);
    return new Selected(first, kind, Optional.empty());
  }

  /** Those within the limits first. */
  private List<Candidate> farthestFirst(List<Candidate> candidates) {
    List<Costs> costs = candidates.stream().map(model::costs).toList();
    double[] range = range(costs);
    record Spread(Candidate candidate, double excess, double distance) {}
    List<Spread> spread = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Costs own = costs.get(i);
      double nearest =
          taken.stream()
              .mapToDouble(other -> distance(own.upwards(), other, range))
              .min()
              .orElse(0);
      spread.add(new Spread(candidates.get(i), own.excess(), nearest));
    }
    spread.sort(
        Comparator.comparingDouble(Spread::excess)
            .thenComparing(Comparator.comparingDouble(Spread::distance).reversed()));
    return spread.stream().map(Spread::candidate).toList();
  }

  private static double[] range(List<Costs> costs) {
    List<double[]> within =
        costs.stream().filter(one -> one.excess() == 0).map(Costs::upwards).toList();
    double[] range = new double[within.isEmpty() ? 0 : within.getFirst().length];
    for (int i = 0; i < range.length; i++) {
      int at = i;
      range[i] =
          within.stream().mapToDouble(one -> one[at]).max().orElse(0)
              - within.stream().mapToDouble(one -> one[at]).min().orElse(0);
    }
    return range;
  }

  /** Euclidean, each use as a share of its range. */
  private static double distance(double[] a, double[] b, double[] range) {
    double sum = 0;
    for (int i = 0; i < range.length; i++) {
      double difference = range[i] > 0 ? (a[i] - b[i]) / range[i] : 0;
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
