package org.epnas.compare.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Mean and quartiles, over searches, of the accuracy at each moment.
 *
 * @param points in order of time; none where no search found anything
 */
public record CurveBand(List<Point> points) {
  /**
   * @param seconds of search time
   * @param mean over the searches, in the unit of the curves
   */
  public record Point(double seconds, double mean, double q1, double q3) {}

  public CurveBand {
    points = List.copyOf(points);
  }

  /**
   * The band begins when every search that ever finds something has found it: before that, the mean
   * would be one of the lucky ones alone. A search that ended keeps its last value.
   *
   * @param curves one per search; empty ones are left out
   * @param endSeconds where the band ends, unless a search found its first network later
   * @param resolution number of points, at least 2
   */
  public static CurveBand of(List<List<Step>> curves, double endSeconds, int resolution) {
    List<List<Step>> found = curves.stream().filter(curve -> !curve.isEmpty()).toList();
    double start =
        found.stream().mapToDouble(curve -> curve.getFirst().seconds()).max().orElse(endSeconds);
    double end = Math.max(start, endSeconds);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < resolution && !found.isEmpty(); i++) {
      double at = start + i * (end - start) / (resolution - 1);
      points.add(point(found, at));
    }
    return new CurveBand(points);
  }

  private static Point point(List<List<Step>> curves, double seconds) {
    double[] values =
        curves.stream()
            .map(curve -> Step.valueAt(curve, seconds))
            .mapToDouble(OptionalDouble::orElseThrow)
            .toArray();
    SampleSummary summary = SampleSummary.of(values);
    return new Point(
        seconds,
        summary.mean().orElseThrow(),
        summary.q1().orElseThrow(),
        summary.q3().orElseThrow());
  }
}
