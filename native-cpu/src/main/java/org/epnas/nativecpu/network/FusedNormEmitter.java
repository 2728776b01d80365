package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.norm.BatchStatistics;
import org.epnas.nativecpu.norm.Clip;
import org.epnas.nativecpu.norm.NormForward;
import org.epnas.nativecpu.norm.NormGradient;
import org.epnas.nativecpu.norm.NormMoments;
import org.epnas.nativecpu.norm.NormShape;
import org.epnas.nativecpu.norm.NormSums;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.simd.VectorApi;
import org.epnas.training.plan.Pass;

/**
 * Batch normalisation by our own loops, together with an addition and an activation after it, in
 * either order, where nobody else reads what lies between: memory is passed over once for what
 * would be three ops.
 */
final class FusedNormEmitter implements Emitter {
  /**
   * What runs with the normalisation.
   *
   * @param added the tensor that is added, if any
   * @param addedLast whether it is added after the activation
   * @param clip the activation
   */
  record Tail(OptionalInt added, boolean addedLast, Clip clip) {}

  private final CompileContext context;
  private final int index;
  private final Op.BatchNorm op;
  private final Tail tail;
  private final int output;
  private final NormStatistics statistics;
  private final NormShape shape;

  /**
   * @param output the tensor that the last of the ops writes
   */
  FusedNormEmitter(CompileContext context, int index, Op.BatchNorm op, Tail tail, int output) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.tail = tail;
    this.output = output;
    this.statistics = new NormStatistics(context, index, op);
    this.shape = shape(context, op);
  }

  private static NormShape shape(CompileContext context, Op.BatchNorm op) {
    TensorShape x = context.program().tensors().get(op.input());
    return new NormShape(context.batch(), x.channels(), x.height() * x.width(), context.type());
  }

  /** Whether the loops can work on the program's tensors. */
  static boolean supports(CompileContext context, Op.BatchNorm op) {
    return VectorApi.isOn() && shape(context, op).fits(context.activation(op.input()).pixelOrder());
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
    Optional<View> other =
        tail.added().stream()
            .mapToObj(tensor -> context.values().of(tensor, x.descriptor(), Pass.BOTH))
            .findFirst();
    View y = View.fresh(context.name("output of", index), x.descriptor());
    context.values().define(output, y);
    context.add(
        Pass.TRAINING,
        new SlicedLoopStep(
                context.name("moments of", index), "java", binding -> moments(binding, x))
            .readsImages(x)
            .writes(statistics.mean())
            .writes(statistics.variance()));
    SlicedLoopStep training =
        new SlicedLoopStep(
                context.name("forward", index),
                "java",
                binding -> forward(binding, x, other, y, statistics.batch(binding)))
            .reads(statistics.mean())
            .reads(statistics.variance());
    SlicedLoopStep evaluation =
        new SlicedLoopStep(
                context.name("evaluate", index),
                "java",
                binding -> forward(binding, x, other, y, statistics.running(binding)))
            .reads(statistics.runningMean())
            .reads(statistics.runningVariance());
    for (SlicedLoopStep step : List.of(training, evaluation)) {
      step.readsImages(x).reads(statistics.scale()).reads(statistics.shift()).writesImages(y);
      other.ifPresent(step::readsImages);
    }
    context.add(Pass.TRAINING, training);
    statistics.addSteps();
    context.add(Pass.EVALUATION, evaluation);
  }

  private SliceWork moments(Binding binding, View x) {
    return new NormMoments(
        shape,
        context.slices(),
        context.team().threads(),
        binding.segment(x),
        statistics.batch(binding));
  }

  private SliceWork forward(
      Binding binding, View x, Optional<View> other, View y, BatchStatistics used) {
    NormForward.Operands operands =
        new NormForward.Operands(
            binding.segment(x),
            other.map(binding::segment).orElse(null),
            tail.addedLast(),
            binding.segment(y),
            binding.segment(statistics.scale()),
            binding.segment(statistics.shift()));
    return new NormForward(shape, context.slices(), operands, tail.clip(), used);
  }

  @Override
  public void backward() {
    boolean masksSum =
        tail.added().isPresent() && !tail.addedLast() && !tail.clip().equals(Clip.NONE);
    boolean wanted = context.isDifferentiable(op.input());
    View dy = context.gradients().of(output);
    boolean exclusive = context.gradients().isExclusive(output);
    View g = !masksSum || exclusive ? dy : context.gradients().fresh(output);
    boolean inPlace = tail.added().isEmpty() && exclusive;
    View dx = inPlace ? dy : context.gradients().fresh(op.input());
    View coefficients =
        View.fresh("coefficients", context.vector(NormGradient.coefficients(shape.channels())));
    addSums(dy, g, masksSum, coefficients);
    if (wanted) {
      addGradient(g, masksSum, dx, coefficients);
    }
    if (masksSum) {
      context.gradients().replace(output, g);
    }
    tail.added().stream()
        .filter(context::isDifferentiable)
        .forEach(tensor -> context.gradients().pass(output, tensor));
    context.gradients().release(output);
    if (wanted) {
      context.gradients().contribute(op.input(), dx);
    }
  }

  private void addSums(View dy, View g, boolean masksSum, View coefficients) {
    View x = context.values().of(op.input());
    Optional<View> y = masksSum ? Optional.of(context.values().of(output)) : Optional.empty();
    SlicedLoopStep step =
        new SlicedLoopStep(
                context.name("sums of gradient of", index),
                "java",
                binding -> sums(binding, x, y, dy, g, coefficients))
            .readsImages(x)
            .readsImages(dy)
            .writes(statistics.scaleGradient())
            .writes(statistics.shiftGradient())
            .writes(coefficients);
    if (y.isPresent()) {
      step.readsImages(y.get()).writesImages(g);
    }
    context.add(Pass.TRAINING, readingParameters(step));
  }

  private SlicedLoopStep readingParameters(SlicedLoopStep step) {
    return step.reads(statistics.mean())
        .reads(statistics.variance())
        .reads(statistics.scale())
        .reads(statistics.shift());
  }

  private SliceWork sums(
      Binding binding, View x, Optional<View> y, View dy, View g, View coefficients) {
    NormSums.Operands operands =
        new NormSums.Operands(
            binding.segment(x),
            y.map(binding::segment).orElse(null),
            binding.segment(dy),
            binding.segment(g),
            binding.segment(statistics.scale()),
            binding.segment(statistics.shift()),
            binding.segment(statistics.scaleGradient()),
            binding.segment(statistics.shiftGradient()),
            binding.segment(coefficients));
    return new NormSums(
        shape,
        context.slices(),
        context.team().threads(),
        operands,
        tail.clip(),
        statistics.batch(binding));
  }

  private void addGradient(View g, boolean masked, View dx, View coefficients) {
    View x = context.values().of(op.input());
    SlicedLoopStep step =
        new SlicedLoopStep(
                context.name("backward", index),
                "java",
                binding -> gradient(binding, x, g, masked, dx, coefficients))
            .readsImages(x)
            .readsImages(g)
            .reads(coefficients)
            .writesImages(dx);
    context.add(Pass.TRAINING, readingParameters(step));
  }

  private SliceWork gradient(
      Binding binding, View x, View g, boolean masked, View dx, View coefficients) {
    NormGradient.Operands operands =
        new NormGradient.Operands(
            binding.segment(x),
            binding.segment(g),
            masked,
            binding.segment(dx),
            binding.segment(statistics.scale()),
            binding.segment(statistics.shift()),
            binding.segment(coefficients));
    return new NormGradient(
        shape, context.slices(), operands, tail.clip(), statistics.batch(binding));
  }
}
