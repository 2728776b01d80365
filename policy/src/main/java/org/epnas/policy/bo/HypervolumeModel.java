package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Hypervolume;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.KnownCosts.Costs;
import org.epnas.policy.predictor.Prediction;

/**
 * What candidates are worth with several objectives: the hypervolume that they are expected to add
 * to the front of the trials so far.
 *
 * <p>The reference, where the user gave none: of the accuracy the median of the first trials, which
 * were not chosen for it; of a resource the worst that was seen of any candidate, and 5 % more.
 */
final class HypervolumeModel {
  private static final int FIRST_TRIALS = 10;
  private static final int MOST_MET = 16_384;

  /** Uses beyond it stand for unknown ones. */
  private static final double LARGEST = 1e300;

  private final Objectives objectives;
  private final Posterior posterior;
  private final KnownCosts costs;
  private List<Trial> front = List.of();
  private final List<Double> first = new ArrayList<>();
  private final double[] worst;

  /** One object for each network, by hash. */
  private final Map<String, Architecture> met = new HashMap<>();

  /** Points of candidates that are taken to turn out as predicted. */
  private final List<double[]> believed = new ArrayList<>();

  HypervolumeModel(StrategyContext context, Posterior posterior) {
    objectives = context.objectives();
    this.posterior = posterior;
    costs = new KnownCosts(context);
    worst = new double[objectives.resources().size()];
    Arrays.fill(worst, Double.POSITIVE_INFINITY);
  }

  /** Takes in a trial that the posterior took in before. */
  void observe(Trial trial) {
    if (trial.completed().isEmpty()) {
      return;
    }
    List<Trial> all = new ArrayList<>(front);
    all.add(trial);
    front = Ranking.paretoFront(all, objectives);
    costs.observe(trial);
    if (first.size() < FIRST_TRIALS) {
      first.add(trial.completed().get().accuracy());
    }
    if (trial.feasible()) {
      seen(Arrays.copyOfRange(objectives.of(trial), 1, objectives.size()));
    }
  }

  /** The trials on the front, best accuracy first. */
  List<Trial> front() {
    return front;
  }

  /** What is known of a candidate's use; widens the range of what was seen. */
  Costs costs(Candidate candidate) {
    Costs known = costs.of(candidate);
    if (known.excess() == 0) {
      seen(known.upwards());
    }
    return known;
  }

  private void seen(double[] upwards) {
    for (int i = 0; i < worst.length; i++) {
      if (Math.abs(upwards[i]) < LARGEST) {
        worst[i] = Math.min(worst[i], upwards[i]);
      }
    }
  }

  /** What the hypervolume is measured from now. */
  double[] reference() {
    double[] all = new double[objectives.size()];
    System.arraycopy(worst, 0, all, 1, worst.length);
    return objectives.reference(median(), List.of(all));
  }

  private double median() {
    List<Double> sorted = first.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /**
   * A candidate and what is expected of it.
   *
   * @param accuracy as predicted
   * @param gain expected hypervolume improvement, as a share of the box between the reference and
   *     the best values so far; 0 or less where it is over a limit
   */
  record Valued(Candidate candidate, Prediction accuracy, double gain) {}

  /**
   * Candidates by expected gain, best first. Those that are known to violate a limit cannot come
   * onto the front: they stand at the end, the smallest violation first.
   */
  List<Valued> ranked(Collection<Candidate> candidates) {
    List<Candidate> all = List.copyOf(candidates);
    List<Prediction> accuracies = posterior.accuracies(all.stream().map(this::described).toList());
    List<Costs> known = all.stream().map(this::costs).toList();
    double[] reference = reference();
    List<double[]> points = points();
    ExpectedHypervolume expected = new ExpectedHypervolume(points, reference);
    double whole = box(points, reference);
    List<Valued> valued = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Costs own = known.get(i);
      double gain =
          own.excess() > 0 ? -own.excess() : expected.of(accuracies.get(i), own.upwards()) / whole;
      valued.add(new Valued(all.get(i), accuracies.get(i), gain));
    }
    // Where nothing is expected to gain anything, the more accurate one.
    valued.sort(
        Comparator.comparingDouble(Valued::gain)
            .thenComparingDouble(one -> one.accuracy().mean())
            .reversed());
    return valued;
  }

  /** The same as an object that the posterior has met, which spares it to describe it again. */
  private Candidate described(Candidate candidate) {
    if (met.size() >= MOST_MET) {
      met.clear();
    }
    Architecture first = met.computeIfAbsent(candidate.hash(), _ -> candidate.architecture());
    return new Candidate(
        first, candidate.hash(), candidate.parent(), candidate.decisions(), candidate.origin());
  }

  /** Measures what was guessed of a candidate; false where there was nothing to measure. */
  boolean measure(Candidate candidate) {
    if (costs.of(candidate).exact()) {
      return false;
    }
    costs.measured(candidate);
    return true;
  }

  private List<double[]> points() {
    List<double[]> points = new ArrayList<>();
    front().forEach(trial -> points.add(objectives.of(trial)));
    points.addAll(believed);
    return points;
  }

  /** From the reference to the best values of the front. */
  private static double box(List<double[]> front, double[] reference) {
    double box = 1;
    for (int i = 0; i < reference.length; i++) {
      int at = i;
      double best = front.stream().mapToDouble(point -> point[at]).max().orElse(reference[i]);
      box *= best > reference[i] ? best - reference[i] : 1;
    }
    return box;
  }

  /** What a trial that was not taken in yet adds to the front, as a share of the same box. */
  double gained(Trial trial) {
    if (!trial.competes()) {
      return 0;
    }
    double[] reference = reference();
    List<double[]> before = front().stream().map(objectives::of).toList();
    return Hypervolume.gained(objectives.of(trial), before, reference) / box(before, reference);
  }

  /** Takes a candidate to turn out as predicted, until {@link #forgetBeliefs}. */
  void believe(Candidate candidate) {
    Costs known = costs.of(candidate);
    if (known.excess() == 0) {
      double[] point = new double[objectives.size()];
      point[0] = posterior.accuracies(List.of(candidate)).getFirst().mean();
      System.arraycopy(known.upwards(), 0, point, 1, known.upwards().length);
      believed.add(point);
    }
    posterior.believe(candidate);
  }

  void forgetBeliefs() {
    believed.clear();
    posterior.forgetBeliefs();
  }
}
