package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.depthwise.PhaseSplit;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Convolution;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.View;
import org.epnas.simd.VectorApi;
import org.epnas.training.plan.Pass;

/**
 * The backward passes of a dilated convolution for which oneDNN has no generated kernel: on the
 * phases of an image it is a dense convolution, for which there is one. With a stride equal to the
 * dilation, it reads the first phase only.
 */
final class DilatedGradient {
  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;
  private final Convolution dense;
  private final int phases;

  DilatedGradient(
      CompileContext context, int index, Op.Convolution op, ConvolutionWeights weights) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.weights = weights;
    this.dense = new Convolution(1, op.padding() / op.dilation(), 1);
    this.phases = op.stride() == 1 ? op.dilation() * op.dilation() : 1;
  }

  private boolean fits() {
    boolean stays = op.stride() == 1 || op.stride() == op.dilation();
    return VectorApi.isOn()
        && op.dilation() > 1
        && stays
        && op.padding() % op.dilation() == 0
        && canSplit(op.input())
        && canSplit(op.output());
  }

  private boolean canSplit(int tensor) {
    return PhaseSplit.supports(context.type(), context.activation(tensor).pixelOrder());
  }

  /**
   * The dense kernel for the gradient of the weights, where it can take the place of a slow one.
   */
  Optional<PrimitiveDescriptor> forWeights() {
    return fits()
        ? forward().flatMap(this::forWeights).filter(found -> !found.isSlow())
        : Optional.empty();
  }

  private Optional<PrimitiveDescriptor> forWeights(PrimitiveDescriptor forward) {
    return dense.backwardWeights(
        context.dnn(), phasesOfInput(), weights.any(DataType.F32), phasesOfOutput(), forward);
  }

  /** Likewise for the gradient of the input; with stride 1 oneDNN has a kernel of its own. */
  Optional<PrimitiveDescriptor> forData() {
    return fits() && op.stride() > 1
        ? forward().flatMap(this::forData).filter(found -> !found.isSlow())
        : Optional.empty();
  }

  private Optional<PrimitiveDescriptor> forData(PrimitiveDescriptor forward) {
    return dense.backwardData(
        context.dnn(), phasesOfInput(), weights.any(context.type()), phasesOfOutput(), forward);
  }

  private Optional<PrimitiveDescriptor> forward() {
    return dense.forward(
        context.dnn(), phasesOfInput(), weights.any(context.type()), phasesOfOutput());
  }

  private Descriptor phasesOfInput() {
    return phases(split(op.input(), phases));
  }

  /** With a stride, an output is as large as a phase of the input already. */
  private Descriptor phasesOfOutput() {
    return phases == 1 ? context.activation(op.output()) : phases(split(op.output(), phases));
  }

  private Descriptor phases(PhaseSplit.Shape split) {
    return context
        .dnn()
        .descriptor(
            context.type(),
            context.layout(),
            (long) split.images() * split.phases(),
            split.channels(),
            split.phaseHeight(),
            split.phaseWidth());
  }

  private PhaseSplit.Shape split(int tensor, int count) {
    TensorShape shape = context.program().tensors().get(tensor);
    int block = PhaseSplit.block(context.activation(tensor).pixelOrder());
    return new PhaseSplit.Shape(
        context.batch(),
        shape.channels(),
        shape.height(),
        shape.width(),
        op.dilation(),
        count,
        block,
        block * context.type().bytes());
  }

  /**
   * Adds the steps of the weights' gradient.
   *
   * @param chosen {@link #forWeights}
   */
  void addWeights(PrimitiveDescriptor chosen, View dy) {
    View x = phasesOf(context.values().of(op.input(), wholeInput(), Pass.TRAINING));
    View dyPhases =
        phases == 1
            ? context.reordered(dy, phasesOfOutput(), Pass.TRAINING, "gradient")
            : phasesOfGradient(dy);
    View gradient = weights.gradient();
    boolean direct = chosen.weightsGradient().matches(gradient.descriptor());
    View dw = direct ? gradient : View.fresh(weights.name(), chosen.weightsGradient());
    context.add(
        Pass.TRAINING,
        context
            .step("backward weights", index, chosen)
            .read(Argument.SOURCE, x)
            .read(Argument.DESTINATION_GRADIENT, dyPhases)
            .write(Argument.WEIGHTS_GRADIENT, dw));
    if (!direct) {
      context.reorder(dw, gradient, Pass.TRAINING, weights.name());
    }
  }

  private Descriptor wholeInput() {
    return context.activation(op.input());
  }

  private View phasesOf(View x) {
    View to = View.fresh(context.name("phases of", index), phasesOfInput());
    move("split input of", split(op.input(), phases), x, to, true);
    return to;
  }

  private View phasesOfGradient(View dy) {
    View from = context.reordered(dy, context.activation(op.output()), Pass.TRAINING, "gradient");
    View to = View.fresh(context.name("phases of gradient of", index), phasesOfOutput());
    move("split gradient of", split(op.output(), phases), from, to, true);
    return to;
  }

  /**
   * Adds the steps of the input's gradient.
   *
   * @param chosen {@link #forData}
   * @return the gradient
   */
  View addData(PrimitiveDescriptor chosen, View dy) {
    View dyPhases = context.reordered(dy, phasesOfOutput(), Pass.TRAINING, "gradient");
    View dxPhases = View.fresh(context.name("phases of", index), phasesOfInput());
    context.add(
        Pass.TRAINING,
        context
            .step("backward data", index, chosen)
            .read(Argument.DESTINATION_GRADIENT, dyPhases)
            .read(Argument.WEIGHTS, weights.in(chosen.weights(), Pass.TRAINING))
            .write(Argument.SOURCE_GRADIENT, dxPhases));
    View dx = View.fresh("gradient of tensor " + op.input(), wholeInput());
    move("join gradient of", split(op.input(), phases), dx, dxPhases, false);
    return dx;
  }

  private void move(
      String pass, PhaseSplit.Shape split, View whole, View phaseView, boolean splits) {
    View from = splits ? whole : phaseView;
    View to = splits ? phaseView : whole;
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name(pass, index),
            List.of(from.region()),
            List.of(to.region()),
            binding -> bind(binding, split, whole, phaseView, splits)));
  }

  private Step bind(
      Binding binding, PhaseSplit.Shape split, View whole, View phaseView, boolean splits) {
    PhaseSplit body =
        new PhaseSplit(split, binding.segment(whole), binding.segment(phaseView), splits);
    ParallelLoop loop = context.team().loop(binding.arena(), body);
    return loop::run;
  }
}
