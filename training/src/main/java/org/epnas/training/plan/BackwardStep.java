package org.epnas.training.plan;

import java.util.List;

/**
 * The backward pass of one op: reads the gradient of the op's output, gives the gradients of its
 * trained parameters and of those inputs that need one.
 *
 * @param op index among the program's ops
 * @param needs tensors of the forward pass that the derivative is made of, at least; a backend may
 *     keep something else in their place (a mask, statistics)
 * @param gradients what becomes of each of the op's inputs, in the order of {@code Op.inputs()}
 */
public record BackwardStep(int op, List<Integer> needs, List<InputGradient> gradients) {
  public BackwardStep {
    needs = List.copyOf(needs);
    gradients = List.copyOf(gradients);
  }

  /**
   * Gradient with respect to one input.
   *
   * @param tensor the input
   */
  public record InputGradient(int tensor, Write write) {}

  /** How a gradient goes into its buffer. */
  public enum Write {
    /** Not needed: nothing trained lies before this input. */
    SKIP,
    /** First contribution: whatever the buffer held before is overwritten. */
    OVERWRITE,
    /** A later contribution of a tensor that is read more than once is added to the buffer. */
    ACCUMULATE
  }
}
