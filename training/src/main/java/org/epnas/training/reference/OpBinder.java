package org.epnas.training.reference;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.BackwardStep;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.BackwardStep.Write;
import org.epnas.training.plan.TrainingSchedule;
import org.epnas.training.reference.BoundOp.Operands;

/** Binds the ops of a program to memory. */
final class OpBinder {
  private final TrainingSchedule schedule;
  private final Arena arena;
  private final Parameters parameters;
  private final CompileOptions options;

  OpBinder(TrainingSchedule schedule, Arena arena, Parameters parameters, CompileOptions options) {
    this.schedule = schedule;
    this.arena = arena;
    this.parameters = parameters;
    this.options = options;
  }

  BoundOp bind(int index) {
    Op op = schedule.program().ops().get(index);
    Operands operands = operands(op, index);
    BoundOp bound = bind(op, operands);
    return options.checked()
        ? new CheckedOp(bound, operands, OpDescription.of(schedule.program(), index))
        : bound;
  }

  private BoundOp bind(Op op, Operands operands) {
    return switch (op) {
      case Op.Convolution convolution ->
          new Convolution(convolution, operands, parameters.get(convolution.weight()));
      case Op.BatchNorm norm -> new BatchNorm(operands, parameters(norm));
      case Op.Activate activate -> new Activate(operands, activate.activation());
      case Op.MaxPool pool -> new MaxPool(pool, operands);
      case Op.AveragePool pool -> new AveragePool(pool, operands);
      case Op.GlobalAveragePool _ -> new GlobalAveragePool(operands);
      case Op.Dropout dropout ->
          new Dropout(dropout, operands, options.batchSize(), options.seed());
      case Op.Dense dense ->
          new Dense(operands, parameters.get(dense.weight()), parameters.get(dense.bias()));
      case Op.Add _ -> new Add(operands);
      case Op.Concat _ -> new Concat(operands);
    };
  }

  private BatchNorm.NormParameters parameters(Op.BatchNorm norm) {
    return new BatchNorm.NormParameters(
        parameters.get(norm.scale()),
        parameters.get(norm.shift()),
        parameters.get(norm.runningMean()),
        parameters.get(norm.runningVariance()));
  }

  private Operands operands(Op op, int index) {
    Optional<BackwardStep> backward =
        schedule.backward().stream().filter(step -> step.op() == index).findFirst();
    return new Operands(
        op.inputs().stream().map(arena::activation).toList(),
        arena.activation(op.output()),
        backward.map(this::inputGradients).orElse(List.of()),
        arena.gradient(op.output()));
  }

  private List<Optional<Tensor>> inputGradients(BackwardStep step) {
    return step.gradients().stream().map(this::inputGradient).toList();
  }

  private Optional<Tensor> inputGradient(InputGradient gradient) {
    return gradient.write() == Write.SKIP ? Optional.empty() : arena.gradient(gradient.tensor());
  }
}
