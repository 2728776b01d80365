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
}
