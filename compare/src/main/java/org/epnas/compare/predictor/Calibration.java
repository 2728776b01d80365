package org.epnas.compare.predictor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How honest predicted standard deviations are. A Gaussian would have 0.683 of the rewards within
 * one of them and 0.954 within two.
 *
 * @param n number of predictions
 * @param withinOne share of observed rewards within one predicted standard deviation
 * @param withinTwo share within two
 * @param meanDeviation mean predicted standard deviation, in units of reward
 * @param rootMeanSquareError of the predicted means; as large as the deviations where they are
 *     honest
 */
public record Calibration(
    int n, double withinOne, double withinTwo, double meanDeviation, double rootMeanSquareError) {
  static Calibration of(List<Forecast> forecasts) {
    return new Calibration(
        forecasts.size(),
        share(forecasts, 1),
        share(forecasts, 2),
        forecasts.stream().mapToDouble(f -> f.prediction().deviation()).average().orElse(0),
        Math.sqrt(forecasts.stream().mapToDouble(f -> f.error() * f.error()).average().orElse(0)));
  }

  private static double share(List<Forecast> forecasts, double deviations) {
    return forecasts.stream().filter(f -> f.within(deviations)).count()
        / (double) Math.max(1, forecasts.size());
  }

  /**
   * By predicted standard deviation: bins of nearly equal size, the surest predictions first.
   *
   * @param bins at least 1
   */
  static List<Calibration> byDeviation(List<Forecast> forecasts, int bins) {
    List<Forecast> sorted =
        forecasts.stream()
            .sorted(Comparator.comparingDouble(f -> f.prediction().deviation()))
            .toList();
    List<Calibration> calibrations = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int from = bin * sorted.size() / bins;
      int to = (bin + 1) * sorted.size() / bins;
      if (from < to) {
        calibrations.add(of(sorted.subList(from, to)));
      }
    }
    return calibrations;
  }
}
