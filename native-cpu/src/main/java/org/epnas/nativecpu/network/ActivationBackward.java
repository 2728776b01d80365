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
      CompileContext context, int op, Nonlinearity nonlinearity, View saved, int output) {
    PrimitiveDescriptor backward = backward(context, nonlinearity, saved.descriptor());
    View dy = context.gradients().of(output);
    View dx = context.gradients().isExclusive(output) ? dy : context.gradients().fresh(output);
    context.add(
        Pass.TRAINING,
        context
            .step("backward", op, backward)
            .read(
                nonlinearity.derivativeFromOutput() ? Argument.DESTINATION : Argument.SOURCE, saved)
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx),
        () ->
            Optional.of(
                backward(context, nonlinearity, context.forms().slice(saved.descriptor()))));
    return dx;
  }

  private static PrimitiveDescriptor backward(
      CompileContext context, Nonlinearity nonlinearity, Descriptor tensor) {
    PrimitiveDescriptor forward = nonlinearity.forward(context.dnn(), tensor);
    return nonlinearity.backward(context.dnn(), tensor, forward);
  }
}
