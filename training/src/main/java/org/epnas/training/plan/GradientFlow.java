package org.epnas.training.plan;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.training.plan.BackwardStep.InputGradient;

/**
 * Reverse-mode differentiation of a program's order: who contributes to which gradient, and when.
 */
final class GradientFlow {
  private final Program program;
  private final List<Integer> forward;

  /** By tensor: whether anything trained lies on the way from the image to it. */
  private final boolean[] differentiable;

  GradientFlow(Program program, List<Integer> forward) {
    this.program = program;
    this.forward = forward;
    this.differentiable = new boolean[program.tensors().size()];
    for (int index : forward) {
      Op op = program.ops().get(index);
      differentiable[op.output()] =
          !trained(op).isEmpty() || op.inputs().stream().anyMatch(input -> differentiable[input]);
    }
  }

  /** Indices of the parameters that an op's backward pass gives gradients of. */
  List<Integer> trained(Op op) {
    return op.parameters().stream()
        .filter(parameter -> program.parameters().get(parameter).role().trainable())
        .toList();
  }

  List<BackwardStep> steps() {
    GradientWrites writes = new GradientWrites(tensor -> differentiable[tensor]);
    List<BackwardStep> steps = new ArrayList<>();
    for (int index : forward.reversed()) {
      Op op = program.ops().get(index);
      if (differentiable[op.output()]) {
        List<InputGradient> gradients = op.inputs().stream().map(writes::next).toList();
        steps.add(new BackwardStep(index, needs(op), gradients));
      }
    }
    return steps;
  }

  private static List<Integer> needs(Op op) {
    return switch (op) {
      case Op.Convolution convolution -> List.of(convolution.input());
      case Op.BatchNorm norm -> List.of(norm.input());
      case Op.Dense dense -> List.of(dense.input());
      case Op.MaxPool pool -> List.of(pool.input());
      case Op.Activate activate ->
          switch (activate.activation()) {
            // The derivative of a clipped line can be told from its value.
            case RELU, RELU6 -> List.of(activate.output());
            case SWISH -> List.of(activate.input());
            case NONE -> List.of();
          };
      case Op.AveragePool _, Op.GlobalAveragePool _, Op.Dropout _, Op.Add _, Op.Concat _ ->
          List.of();
    };
  }
}
