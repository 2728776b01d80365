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
   * The same for backends that round what a convolution reads and the gradients of its weights. Not
   * the rounding of the gradient is what matters, which adds 2^-9 of each number, but that of its
   * operands: where two values of a pooling window are closer to each other than 2^-8 of their
   * size, or a value is that close to a corner of ReLU, rounding moves a whole gradient to another
   * place or drops it. If a share p of n windows change their winner, the gradient of a weight, a
   * sum of n terms of either sign, changes by about sqrt(2 p) of its own size. Of windows of 9 to
   * 25 values of a normal distribution 0.6 to 1.3 % have their two largest within 2^-8 of each
   * other: sqrt(2 p) is 0.11 to 0.16 of a typical gradient. However exactly a backend computes, it
   * cannot come closer: the reference backend differs as much from itself when images and weights
   * alone are rounded ({@code RoundedOperandsTest}).
   */
  public static final Tolerance BF16_ROUNDED_OPERANDS =
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
