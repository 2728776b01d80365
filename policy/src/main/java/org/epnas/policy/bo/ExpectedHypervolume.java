package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.epnas.kernel.trial.Hypervolume;
import org.epnas.policy.predictor.Prediction;

/**
 * Expected hypervolume improvement (Emmerich et al. 2006) where only the first objective is
 * uncertain and the others are known: exact. At a height a of the first objective the point adds
 * what its box of the others has beyond the front's points of at least that height, and does so if
 * it turns out at least that high. That free part changes only at the heights of the front, so with
 * the front's heights falling from t_1, t_0 = infinity and t_n = the reference
 *
 * <pre>EHVI = sum_i free_i (G(t_i) - G(t_{i-1})),   G(t) = E[max(0, X - t)]</pre>
 *
 * <p>Serves one thread.
 */
final class ExpectedHypervolume {
  /** Highest first. */
  private final double[][] front;

  private final double[] reference;
  private final Staircase stairs;

  /**
   * @param front in any order, all objectives maximised
   * @param reference below which nothing counts
   */
  ExpectedHypervolume(List<double[]> front, double[] reference) {
    this.reference = reference;
    this.front =
        front.stream()
            .filter(point -> point[0] > reference[0])
            .sorted(Comparator.comparingDouble((double[] point) -> -point[0]))
            .toArray(double[][]::new);
    stairs = new Staircase(this.front.length + 1);
  }

  /**
   * @param first what is predicted of the first objective; its deviation without noise counts
   * @param others the known ones
   */
  double of(Prediction first, double[] others) {
    double free = 1;
    for (int i = 0; i < others.length; i++) {
      free *= Math.max(0, others[i] - reference[i + 1]);
    }
    double expected = 0;
    double above = 0;
    Shadow shadow = new Shadow(others);
    for (int i = 0; i < front.length && free > 0; i++) {
      double beyond = improvement(first, front[i][0]);
      expected += free * (beyond - above);
      above = beyond;
      free -= shadow.add(front[i]);
    }
    return free > 0 ? expected + free * (improvement(first, reference[0]) - above) : expected;
  }

  /** G(t). */
  private static double improvement(Prediction first, double height) {
    return Math.exp(ExpectedImprovement.log(first, height));
  }

  /** What the front's points so far take of a candidate's box. */
  private final class Shadow {
    private final double[] box;
    private final double[] below;
    private final List<double[]> parts = new ArrayList<>();

    Shadow(double[] box) {
      this.box = box;
      below = Arrays.copyOfRange(reference, 1, reference.length);
      stairs.clear();
    }

    /** By how much it grows with a point of the front. */
    double add(double[] point) {
      if (box.length == 2) {
        return stairs.add(
            Math.min(box[0], point[1]) - below[0], Math.min(box[1], point[2]) - below[1]);
      }
      double[] part = new double[box.length];
      for (int i = 0; i < part.length; i++) {
        part[i] = Math.min(box[i], point[i + 1]);
      }
      double grown = Hypervolume.gained(part, parts, below);
      if (grown > 0) {
        parts.add(part);
      }
      return grown;
    }
  }
}
