package org.epnas.compare.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * Location and spread of a sample, in the unit of its values. Quantiles are of type 7 of Hyndman
 * and Fan (1996), the default of R and NumPy: linear interpolation between order statistics.
 *
 * @param n number of values
 * @param mean empty without values, like the quantiles
 * @param std standard deviation of the sample, divided by n - 1; empty below two values
 */
public record SampleSummary(
    int n,
    OptionalDouble mean,
    OptionalDouble std,
    OptionalDouble median,
    OptionalDouble q1,
    OptionalDouble q3,
    OptionalDouble min,
    OptionalDouble max) {
  private static final Quantile TYPE_7 = Quantile.withDefaults().with(EstimationMethod.HF7);

  /**
   * @param values finite, in any order
   */
  public static SampleSummary of(double... values) {
    OptionalDouble mean = Arrays.stream(values).average();
    return new SampleSummary(
        values.length,
        mean,
        std(values, mean.orElse(0)),
        quantile(values, 0.5),
        quantile(values, 0.25),
        quantile(values, 0.75),
        Arrays.stream(values).min(),
        Arrays.stream(values).max());
  }

  /** Standard error of the mean: std / sqrt(n); empty below two values. */
  public OptionalDouble standardError() {
    return std.isPresent()
        ? OptionalDouble.of(std.getAsDouble() / Math.sqrt(n))
        : OptionalDouble.empty();
  }

  /** The p-quantile of type 7; empty without values. */
  private static OptionalDouble quantile(double[] values, double p) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(TYPE_7.withCopy(true).evaluate(values, p));
  }

  private static OptionalDouble std(double[] values, double mean) {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
  }
}
