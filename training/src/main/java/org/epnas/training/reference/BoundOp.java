package org.epnas.training.reference;

import java.util.List;
import java.util.Optional;

/** One op of a program, bound to its tensors and parameters. */
interface BoundOp {
  /** Fills the output. */
  void forward(BatchPass pass);

  /**
   * Adds to the gradients of those inputs that have one, which the caller cleared before their
   * first contribution, and overwrites the gradients of the parameters. Comes after {@link
   * #forward} in training mode.
   */
  void backward(BatchPass pass);

  /** Bytes that it keeps from the forward to the backward pass, beside its tensors. */
  default long bytes() {
    return 0;
  }

  /**
   * What a pass is about.
   *
   * @param images N
   * @param training whether batch statistics are used and dropout is on
   * @param step keys dropout
   */
  record BatchPass(int images, boolean training, long step) {}

  /**
   * The tensors of an op.
   *
   * @param outputGradient empty where nothing trained lies before the op; backward is then not run
   * @param inputGradients by input; empty where it is not needed
   */
  record Operands(
      List<Tensor> inputs,
      Tensor output,
      List<Optional<Tensor>> inputGradients,
      Optional<Tensor> outputGradient) {
    /** The only input of a unary op. */
    Tensor input() {
      return inputs.getFirst();
    }

    /** Gradient of the only input of a unary op. */
    Optional<Tensor> inputGradient() {
      return inputGradients.getFirst();
    }

    /** For the backward pass, which only runs where it is there. */
    Tensor requiredOutputGradient() {
      return outputGradient.orElseThrow();
    }
  }
}
