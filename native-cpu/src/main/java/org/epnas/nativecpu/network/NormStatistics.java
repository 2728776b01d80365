package org.epnas.nativecpu.network;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.norm.BatchStatistics;
import org.epnas.nativecpu.norm.RunningStatistics;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** Parameters of a batch normalisation and the statistics of the batch, all f32 by channel. */
final class NormStatistics {
  private final CompileContext context;
  private final int index;
  private final Op.BatchNorm op;
  private final int channels;
  private final View mean;
  private final View variance;

  NormStatistics(CompileContext context, int index, Op.BatchNorm op) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.channels = context.program().tensors().get(op.input()).channels();
    this.mean = View.fresh("mean", context.vector(channels));
    this.variance = View.fresh("variance", context.vector(channels));
  }

  /** Gives the parameters their memory. */
  void declareParameters() {
    Descriptor vector = context.vector(channels);
    for (int parameter : List.of(op.scale(), op.shift(), op.runningMean(), op.runningVariance())) {
      context.parameters().declare(parameter, vector);
    }
  }

  /** Mean of the batch. */
  View mean() {
    return mean;
  }

  /** Biased variance of the batch. */
  View variance() {
    return variance;
  }

  View scale() {
    return parameter(op.scale());
  }

  View shift() {
    return parameter(op.shift());
  }

  View runningMean() {
    return parameter(op.runningMean());
  }

  View runningVariance() {
    return parameter(op.runningVariance());
  }

  View scaleGradient() {
    return context.parameters().gradient(op.scale());
  }

  View shiftGradient() {
    return context.parameters().gradient(op.shift());
  }

  BatchStatistics batch(Binding binding) {
    return statistics(binding, mean, variance);
  }

  BatchStatistics running(Binding binding) {
    return statistics(binding, runningMean(), runningVariance());
  }

  private BatchStatistics statistics(Binding binding, View meanView, View varianceView) {
    return new BatchStatistics(binding.segment(meanView), binding.segment(varianceView), channels);
  }

  /** Adds the steps that move the running statistics and check them. */
  void addSteps() {
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name("running statistics", index),
            List.of(mean.region(), variance.region(), runningMean().region()),
            List.of(runningMean().region()),
            binding ->
                new RunningStatistics(
                        context.state(), batch(binding), running(binding), valuesPerChannel())
                    ::run));
    context.add(
        Pass.EVALUATION,
        new LoopStep(
            context.name("check statistics", index),
            List.of(runningMean().region()),
            List.of(),
            binding -> {
              BatchStatistics running = running(binding);
              return () -> running.check(context.state());
            }));
  }

  private long valuesPerChannel() {
    TensorShape shape = context.program().tensors().get(op.input());
    return (long) context.batch() * shape.height() * shape.width();
  }

  private View parameter(int parameter) {
    return context.parameters().weights(parameter);
  }
}
