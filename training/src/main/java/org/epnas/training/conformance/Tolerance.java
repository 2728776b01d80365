package org.epnas.training.conformance;

import org.epnas.training.backend.Precision;

/**
 * How far a backend's numbers may be from the reference's: {@code absolute + relative * largest},
 * where largest is the largest number of the same tensor.
 *
 * @param predictions images of a batch that may be classified otherwise
 */
public record Tolerance(double relative, double absolute, int predictions) {
  /** Sums of up to some thousand products of numbers around 1, in any order. */
  public static final Tolerance FP32 = new Tolerance(1e-4, 1e-5, 0);

  /** 8 significant bits in every activation and gradient. */
  public static final Tolerance BF16 = new Tolerance(6e-2, 2e-2, 2);

  /**
   * For backends whose convolutions round the gradients of their weights, too: a rounded value may
   * win another pooling window or fall on the other side of ReLU's corner.
   */
  public static final Tolerance BF16_WEIGHT_GRADIENTS =
      new Tolerance(2 * BF16.relative, BF16.absolute, BF16.predictions);

  public static Tolerance of(Precision precision) {
    return switch (precision) {
      case FP32 -> FP32;
      case BF16 -> BF16;
    };
  }

  double allowed(double largest) {
    return absolute + relative * largest;
  }
}
