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

/**
 * Batch normalisation by oneDNN, with the ReLU behind it if nobody else reads what lies between.
 */
final class NormUnit implements Unit {
  private final Construction construction;
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
  NormUnit(Construction construction, int index, Op.BatchNorm op, boolean relu, int output) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.output = output;
    this.normalization = new BatchNormalization(relu, (float) Program.EPSILON);
    this.statistics = new NormStatistics(construction, index, op);
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
    View x = construction.values().of(op.input());
    View y = View.fresh(construction.name("output of", index), x.descriptor());
    construction.values().define(output, y);
    addTraining(x, y);
    statistics.addSteps();
    addEvaluation(x, y);
  }

  private void addTraining(View x, View y) {
    PrimitiveDescriptor descriptor = normalization.training(construction.dnn(), x.descriptor());
    PrimitiveStep step =
        construction
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
    construction.add(Pass.TRAINING, step);
    training = descriptor;
  }

  private void addEvaluation(View x, View y) {
    construction.add(
        Pass.EVALUATION,
        construction
            .step("evaluate", index, normalization.evaluation(construction.dnn(), x.descriptor()))
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, statistics.scale())
            .read(Argument.SHIFT, statistics.shift())
            .read(Argument.MEAN, statistics.runningMean())
            .read(Argument.VARIANCE, statistics.runningVariance())
            .write(Argument.DESTINATION, y));
  }

  @Override
  public void backward() {
    View x = construction.values().of(op.input());
    View dy = construction.gradients().of(output);
    boolean inPlace = construction.gradients().isExclusive(output);
    View dx = inPlace ? dy : construction.gradients().fresh(op.input());
    PrimitiveDescriptor forward = training;
    if (forward == null) {
      throw new IllegalStateException("backward before forward");
    }
    PrimitiveStep step =
        construction
            .step(
                "backward",
                index,
                normalization.backward(construction.dnn(), x.descriptor(), forward))
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
    construction.add(Pass.TRAINING, step);
    construction.gradients().release(output);
    if (construction.isDifferentiable(op.input())) {
      construction.gradients().contribute(op.input(), dx);
    }
  }
}
