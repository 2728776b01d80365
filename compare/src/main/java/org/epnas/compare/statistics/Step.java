package org.epnas.compare.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * From this moment on a curve has this value, until the next step.
 *
 * @param seconds of search time
 * @param value in percent
 */
public record Step(double seconds, double value) {
  /**
   * Value of a curve at a moment; empty before its first step.
   *
   * @param curve in order of time
   */
  static OptionalDouble valueAt(List<Step> curve, double seconds) {
    OptionalDouble value = OptionalDouble.empty();
    for (Step step : curve) {
      if (step.seconds > seconds) {
        break;
      }
      value = OptionalDouble.of(step.value);
    }
    return value;
  }

  /**
   * Mean over time of a curve: the area under it, divided by the time.
   *
   * @param curve in order of time
   * @param endSeconds to which its last value lasts, above 0; later steps do not count
   * @param before its value until the first step
   */
  public static double meanOverTime(List<Step> curve, double endSeconds, double before) {
    double area = 0;
    double since = 0;
    double value = before;
    for (Step step : curve) {
      double at = Math.min(step.seconds, endSeconds);
      area += (at - since) * value;
      since = at;
      value = step.value;
    }
    return (area + (endSeconds - since) * value) / endSeconds;
  }
}
