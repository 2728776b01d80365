package org.epnas.benchmarks.peer;

import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.training.backend.Precision;

/** Whether two contenders did the same work. */
final class Agreement {
  /**
   * Largest difference of a value in fp32, as a share of the largest value of its array. Sums of
   * another order differ by 1e-6 in one step; twenty steps of training amplify that.
   */
  static final double FP32_TOLERANCE = 5e-4;

  /** The same for bf16, which rounds to 8 bits. */
  static final double BF16_TOLERANCE = 5e-2;

  private Agreement() {}

  static double tolerance(Precision precision) {
    return switch (precision) {
      case FP32 -> FP32_TOLERANCE;
      case BF16 -> BF16_TOLERANCE;
    };
  }

  /**
   * The largest difference.
   *
   * @throws DisagreementException if that is above the tolerance
   */
  static double check(
      String reference,
      SequencedMap<String, float[]> expected,
      Contender contender,
      SequencedMap<String, float[]> actual) {
    double largest = 0;
    for (Map.Entry<String, float[]> part : expected.entrySet()) {
      float[] values = actual.get(part.getKey());
      double difference =
          values == null ? Double.POSITIVE_INFINITY : difference(part.getValue(), values);
      // The comparison is false for NaN, too.
      if (!(difference <= tolerance(contender.precision()))) {
        throw new DisagreementException(
            String.format(
                Locale.ROOT,
                "The %s of (%s) and (%s) differ by %.1e of the largest, more than %.0e: they do not do the same work, so nothing is timed. Maybe the network has an op that the two define differently.",
                part.getKey(),
                reference,
                contender.name(),
                difference,
                tolerance(contender.precision())));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private static double difference(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!Float.isFinite(expected[i]) || !Float.isFinite(actual[i])) {
        return Double.NaN;
      }
      most = Math.max(most, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    return difference / most;
  }

  /** Contenders got different results. */
  static final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DisagreementException(String message) {
      super(message);
    }
  }
}
