package org.epnas.nativecpu.network;

import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.BatchNormalization;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.jspecify.annotations.Nullable;

/** Batch normalisation by oneDNN, with the ReLU after it if nobody else reads what lies between. */
final class NormEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.BatchNorm op;
  private final int output;
  private final BatchNormalization normalization;
  private final NormStatistics statistics;
  private @Nullable PrimitiveDescriptor training;
  private @Nullable View mask;

  /**
   * @param relu whether a ReLU follows that writes {@code output}
   */
  NormEmitter(CompileContext context, int index, Op.BatchNorm op, boolean relu, int output) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.output = output;
    this.normalization = new BatchNormalization(relu, (float) Program.EPSILON);
    this.statistics = new NormStatistics(context, index, op);
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return output;
  }

  @Override
  public void forward() {
    statistics.declareParameters();
    View x = context.values().of(op.input());
    View y = View.fresh(context.name("output of", index), x.descriptor());
    context.values().define(output, y);
    addTraining(x, y);
    statistics.addSteps();
    addEvaluation(x, y);
  }

  private void addTraining(View x, View y) {
    PrimitiveDescriptor descriptor = normalization.training(context.dnn(), x.descriptor());
    PrimitiveStep step =
        context
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, statistics.scale())
            .read(Argument.SHIFT, statistics.shift())
            .write(Argument.MEAN, statistics.mean())
            .write(Argument.VARIANCE, statistics.variance())
            .write(Argument.DESTINATION, y);
    descriptor
        .workspace()
        .ifPresent(workspace -> {
          mask = View.fresh("mask", workspace);
          step.write(Argument.WORKSPACE, mask);
        });
    context.add(Pass.TRAINING, step);
    training = descriptor;
  }

  private void addEvaluation(View x, View y) {
    context.add(
        Pass.EVALUATION,
        context
            .step("evaluate", index, normalization.evaluation(context.dnn(), x.descriptor()))
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, statistics.scale())
            .read(Argument.SHIFT, statistics.shift())
            .read(Argument.MEAN, statistics.runningMean())
            .read(Argument.VARIANCE, statistics.runningVariance())
            .write(Argument.DESTINATION, y));
  }

  @Override
  public void backward() {
    View x = context.values().of(op.input());
    View dy = context.gradients().of(output);
    boolean inPlace = context.gradients().isExclusive(output);
    View dx = inPlace ? dy : context.gradients().fresh(op.input());
    PrimitiveDescriptor forward = training;
    if (forward == null) {
      throw new IllegalStateException("backward before forward");
    }
    PrimitiveStep step =
        context
            .step("backward", index, normalization.backward(context.dnn(), x.descriptor(), forward))
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, statistics.scale())
            .read(Argument.MEAN, statistics.mean())
            .read(Argument.VARIANCE, statistics.variance())
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx)
            .write(Argument.SCALE_GRADIENT, statistics.scaleGradient())
            .write(Argument.SHIFT_GRADIENT, statistics.shiftGradient());
    if (mask != null) {
      step.read(Argument.WORKSPACE, mask);
    }
    context.add(Pass.TRAINING, step);
    context.gradients().release(output);
    if (context.isDifferentiable(op.input())) {
      context.gradients().contribute(op.input(), dx);
    }
  }
}
