package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** The way back through an activation. */
final class ActivationBackward {
  private ActivationBackward() {}

  /**
   * Adds the step that turns the gradient of an activation's output into that of its input.
   *
   * @param saved the output where the derivative follows from it, else the input
   * @param output the tensor whose gradient is complete
   * @return the gradient of the input: in place where nobody else needs the output's
   */
  static View add(
      Construction construction, int op, Nonlinearity nonlinearity, View saved, int output) {
    PrimitiveDescriptor backward = backward(construction, nonlinearity, saved.descriptor());
    View dy = construction.gradients().of(output);
    View dx =
        construction.gradients().isExclusive(output) ? dy : construction.gradients().fresh(output);
    construction.add(
        Pass.TRAINING,
        construction
            .step("backward", op, backward)
            .read(
                nonlinearity.derivativeFromOutput() ? Argument.DESTINATION : Argument.SOURCE, saved)
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx),
        () ->
            Optional.of(
                backward(
                    construction, nonlinearity, construction.forms().slice(saved.descriptor()))));
    return dx;
  }

  private static PrimitiveDescriptor backward(
      Construction construction, Nonlinearity nonlinearity, Descriptor tensor) {
    PrimitiveDescriptor forward = nonlinearity.forward(construction.dnn(), tensor);
    return nonlinearity.backward(construction.dnn(), tensor, forward);
  }
}
