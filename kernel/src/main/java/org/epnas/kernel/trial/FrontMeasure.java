package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Measures the front of a search: its hypervolume above a reference, and as a percentage of what
 * would be all. Immutable.
 */
public final class FrontMeasure {
  private final Objectives objectives;
  private final double[] reference;
  private final double whole;

  /**
   * @param reference a vector of {@link Objectives}
   * @param whole hypervolume that is 100 %, above 0
   */
  public FrontMeasure(Objectives objectives, double[] reference, double whole) {
    this.objectives = objectives;
    this.reference = reference.clone();
    this.whole = whole;
  }

  /**
   * 100 % is the box from the reference to an accuracy of 1 with no use at all; of what is better
   * when there is more, to twice the reference.
   */
  public static FrontMeasure ofBox(Objectives objectives, double[] reference) {
    double box = 1 - reference[0];
    for (int i = 1; i < reference.length; i++) {
      box *= Math.abs(reference[i]);
    }
    return new FrontMeasure(objectives, reference, box > 0 ? box : 1);
  }

  public Objectives objectives() {
    return objectives;
  }

  /** The reference, a vector of {@link Objectives}. */
  public double[] reference() {
    return reference.clone();
  }

  /** Of points, dominated ones included, in percent. */
  public double percent(List<double[]> points) {
    return 100 * Hypervolume.of(points, reference) / whole;
  }

  /** Of the front of trials, in percent. */
  public double percentOf(Collection<Trial> trials) {
    return percent(Ranking.paretoFront(trials, objectives).stream().map(objectives::of).toList());
  }

  /**
   * A trial that changed the front.
   *
   * @param seconds since the start of the search
   * @param percent of the whole, from then on
   */
  public record Step(double seconds, double percent) {}

  /**
   * The hypervolume against the time: a step for each trial that changed it.
   *
   * @param trials in the order they finished
   * @param seconds at which each did
   * @param point of a completed trial
   */
  public List<Step> history(
      List<Trial> trials, List<Double> seconds, Function<Trial, double[]> point) {
    List<Step> steps = new ArrayList<>();
    List<Trial> sofar = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < trials.size(); i++) {
      sofar.add(trials.get(i));
      List<Trial> front = Ranking.paretoFront(sofar, objectives);
      if (front.contains(trials.get(i))) {
        double now = percent(front.stream().map(point).toList());
        if (now != before) {
          steps.add(new Step(seconds.get(i), now));
          before = now;
        }
        sofar.clear();
        sofar.addAll(front);
      } else {
        sofar.removeLast();
      }
    }
    return steps;
  }

  /**
   * The knee of a front: the trial that is nearest to the best values of all, each objective as a
   * share of the front's range; of equal ones the more accurate. Empty where the front is.
   */
  public static Optional<Trial> knee(List<Trial> front, Objectives objectives) {
    double[] best = extremes(front, objectives, true);
    double[] worst = extremes(front, objectives, false);
    Optional<Trial> knee = Optional.empty();
    double nearest = Double.POSITIVE_INFINITY;
    for (Trial trial : front) {
      double[] point = objectives.of(trial);
      double sum = 0;
      for (int i = 0; i < point.length; i++) {
        double range = best[i] - worst[i];
        double distance = range > 0 ? (best[i] - point[i]) / range : 0;
        sum += distance * distance;
      }
      if (sum < nearest) {
        nearest = sum;
        knee = Optional.of(trial);
      }
    }
    return knee;
  }

  private static double[] extremes(List<Trial> front, Objectives objectives, boolean best) {
    double[] extremes = new double[objectives.size()];
    for (int i = 0; i < extremes.length; i++) {
      int at = i;
      var values = front.stream().mapToDouble(trial -> objectives.of(trial)[at]);
      extremes[i] = (best ? values.max() : values.min()).orElse(0);
    }
    return extremes;
  }
}
