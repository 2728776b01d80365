package org.epnas.nativecpu.network;

import java.util.List;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.kernel.BatchStatistics;
import org.epnas.nativecpu.kernel.RunningStatistics;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.BatchNormalization;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.nativecpu.step.When;
import org.jspecify.annotations.Nullable;

/** Batch normalisation, with the ReLU behind it if nobody else reads what lies between. */
final class NormUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.BatchNorm op;
  private final int output;
  private final BatchNormalization normalization;
  private final int channels;

  /** Mean and variance of the batch, f32. */
  private final View mean;

  private final View variance;
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
    this.channels = construction.program().tensors().get(op.input()).channels();
    this.mean = View.fresh("mean", construction.vector(channels));
    this.variance = View.fresh("variance", construction.vector(channels));
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
    declareParameters();
    View x = construction.values().of(op.input());
    View y = View.fresh(construction.name("output of", index), x.descriptor());
    construction.values().define(output, y);
    addTraining(x, y);
    addStatistics();
    addEvaluation(x, y);
  }

  private void declareParameters() {
    Descriptor vector = construction.vector(channels);
    for (int parameter : List.of(op.scale(), op.shift(), op.runningMean(), op.runningVariance())) {
      construction.parameters().declare(parameter, vector);
    }
  }

  private void addTraining(View x, View y) {
    PrimitiveDescriptor descriptor = normalization.training(construction.dnn(), x.descriptor());
    PrimitiveStep step =
        construction
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, parameter(op.scale()))
            .read(Argument.SHIFT, parameter(op.shift()))
            .write(Argument.MEAN, mean)
            .write(Argument.VARIANCE, variance)
            .write(Argument.DESTINATION, y);
    descriptor
        .workspace()
        .ifPresent(workspace -> {
          mask = View.fresh("mask", workspace);
          step.write(Argument.WORKSPACE, mask);
        });
    construction.add(When.TRAINING, step);
    training = descriptor;
  }

  private void addStatistics() {
    View runningMean = parameter(op.runningMean());
    View runningVariance = parameter(op.runningVariance());
    construction.add(
        When.TRAINING,
        new LoopStep(
            construction.name("running statistics", index),
            List.of(mean.region(), variance.region(), runningMean.region()),
            List.of(runningMean.region()),
            binding ->
                new RunningStatistics(
                        construction.state(),
                        statistics(binding, mean, variance),
                        statistics(binding, runningMean, runningVariance),
                        valuesPerChannel())
                    ::run));
    construction.add(
        When.EVALUATION,
        new LoopStep(
            construction.name("check statistics", index),
            List.of(runningMean.region()),
            List.of(),
            binding -> {
              var running = statistics(binding, runningMean, runningVariance);
              return () -> running.check(construction.state());
            }));
  }

  private BatchStatistics statistics(Binding binding, View meanView, View varianceView) {
    return new BatchStatistics(binding.segment(meanView), binding.segment(varianceView), channels);
  }

  private long valuesPerChannel() {
    var shape = construction.program().tensors().get(op.input());
    return (long) construction.batch() * shape.height() * shape.width();
  }

  private void addEvaluation(View x, View y) {
    construction.add(
        When.EVALUATION,
        construction
            .step("evaluate", index, normalization.evaluation(construction.dnn(), x.descriptor()))
            .read(Argument.SOURCE, x)
            .read(Argument.SCALE, parameter(op.scale()))
            .read(Argument.SHIFT, parameter(op.shift()))
            .read(Argument.MEAN, parameter(op.runningMean()))
            .read(Argument.VARIANCE, parameter(op.runningVariance()))
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
            .read(Argument.SCALE, parameter(op.scale()))
            .read(Argument.MEAN, mean)
            .read(Argument.VARIANCE, variance)
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx)
            .write(Argument.SCALE_GRADIENT, construction.parameters().gradient(op.scale()))
            .write(Argument.SHIFT_GRADIENT, construction.parameters().gradient(op.shift()));
    if (mask != null) {
      step.read(Argument.WORKSPACE, mask);
    }
    construction.add(When.TRAINING, step);
    construction.gradients().release(output);
    if (construction.isDifferentiable(op.input())) {
      construction.gradients().contribute(op.input(), dx);
    }
  }

  private View parameter(int parameter) {
    return construction.parameters().weights(parameter);
  }
}
