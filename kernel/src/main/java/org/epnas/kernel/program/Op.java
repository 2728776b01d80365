package org.epnas.kernel.program;

import java.util.List;
import org.epnas.kernel.architecture.Activation;

/**
 * One primitive step of a program. Tensors and parameters are given by their index in {@link
 * Program#tensors()} and {@link Program#parameters()}. Windows are square and padded by the same
 * amount on all four sides.
 */
public sealed interface Op {
  /** Tensors read. */
  List<Integer> inputs();

  /** The tensor written; each tensor is written by exactly one op. */
  int output();

  /** Parameters read, running statistics included. */
  default List<Integer> parameters() {
    return List.of();
  }

  /** An op that reads one tensor. */
  sealed interface Unary extends Op {
    /** The tensor read. */
    int input();

    @Override
    default List<Integer> inputs() {
      return List.of(input());
    }
  }

  /** Cross-correlation without bias. Weight (out, in / groups, kernel, kernel). */
  record Convolution(
      int input,
      int output,
      int weight,
      int kernel,
      int stride,
      int padding,
      int dilation,
      int groups)
      implements Unary {
    @Override
    public List<Integer> parameters() {
      return List.of(weight);
    }
  }

  /**
   * y = scale * (x - mean) / sqrt(variance + 1e-5) + shift over the batch and the image, per
   * channel. Training uses the batch's biased variance and moves the running statistics by {@link
   * Program#STATISTICS_MOMENTUM} (the unbiased variance goes into the running one); evaluation uses
   * the running ones.
   */
  record BatchNorm(
      int input, int output, int scale, int shift, int runningMean, int runningVariance)
      implements Unary {
    @Override
    public List<Integer> parameters() {
      return List.of(scale, shift, runningMean, runningVariance);
    }
  }

  /** Element-wise; never {@link Activation#NONE}. */
  record Activate(int input, int output, Activation activation) implements Unary {}

  /**
   * Maximum over the window; padding never wins. The gradient goes to the first maximum in
   * row-major order.
   */
  record MaxPool(int input, int output, int kernel, int stride, int padding) implements Unary {}

  /** Mean over the values inside the image (padding is not counted). */
  record AveragePool(int input, int output, int kernel, int stride, int padding) implements Unary {}

  /** (C, H, W) to (C, 1, 1). */
  record GlobalAveragePool(int input, int output) implements Unary {}

  /**
   * Inverted dropout; {@code stream} numbers the dropouts of a program and keys their random
   * numbers.
   */
  record Dropout(int input, int output, double rate, int stream) implements Unary {}

  /** logits = weight * flattened input + bias. Weight (units, features). */
  record Dense(int input, int output, int weight, int bias) implements Unary {
    @Override
    public List<Integer> parameters() {
      return List.of(weight, bias);
    }
  }

  /** Sum of two or more tensors of one shape; the same tensor may appear twice. */
  record Add(List<Integer> inputs, int output) implements Op {
    public Add {
      inputs = List.copyOf(inputs);
    }
  }

  /** Channels of the inputs one after another. */
  record Concat(List<Integer> inputs, int output) implements Op {
    public Concat {
      inputs = List.copyOf(inputs);
    }
  }
}
