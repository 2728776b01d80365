package org.epnas.kernel.program;

import java.util.List;

/**
 * A named array of a program: trainable, or a running statistic of batch normalisation.
 *
 * @param name layer name and part, for example {@code stem/conv/weight}; the key of weight
 *     inheritance
 * @param shape convolution weights (out, in / groups, kernel, kernel); dense weights (units,
 *     features); everything else (channels)
 * @param role what it is, which decides initialisation and weight decay
 */
public record Parameter(String name, List<Integer> shape, Role role) {
  /** What a parameter is. */
  public enum Role {
    /** Decayed; initialised from N(0, 2 / fan-in), He et al. 2015. */
    CONVOLUTION_WEIGHT(true, true),
    /** Decayed; initialised from N(0, 1 / fan-in). */
    DENSE_WEIGHT(true, true),
    /** Starts at 0. */
    BIAS(true, false),
    /** Batch norm's gamma, starts at 1. */
    SCALE(true, false),
    /** Batch norm's beta, starts at 0. */
    SHIFT(true, false),
    /** Starts at 0, updated by training steps, not by the optimiser. */
    RUNNING_MEAN(false, false),
    /** Starts at 1, updated by training steps, not by the optimiser. */
    RUNNING_VARIANCE(false, false);

    private final boolean trainable;
    private final boolean decayed;

    Role(boolean trainable, boolean decayed) {
      this.trainable = trainable;
      this.decayed = decayed;
    }

    /** Whether the optimiser changes it. */
    public boolean trainable() {
      return trainable;
    }

    /** Whether weight decay applies. */
    public boolean decayed() {
      return decayed;
    }
  }

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of values: the product of the shape. */
  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Values that one output sums over: the product of all dimensions but the first. */
  public int fanIn() {
    return elements() / shape.getFirst();
  }
}
