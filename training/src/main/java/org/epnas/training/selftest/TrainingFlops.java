package org.epnas.training.selftest;

import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/** Floating-point operations of a training step, as {@link Cost} counts them. */
public final class TrainingFlops {
  private TrainingFlops() {}

  /**
   * Of the convolutions, per image: the forward pass, the gradient of the weights, and that of the
   * input unless it is the image itself, each as many. Everything else is left out.
   */
  public static long ofConvolutions(Program program) {
    return program.ops().stream()
        .filter(Op.Convolution.class::isInstance)
        .map(Op.Convolution.class::cast)
        .mapToLong(op -> passes(op) * Cost.of(program, op).flops())
        .sum();
  }

  private static int passes(Op.Convolution op) {
    return op.input() == Program.INPUT ? 2 : 3;
  }
}
