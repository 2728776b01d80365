package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.depthwise.KernelFlip;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Convolution;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/**
 * The gradient of a depthwise convolution's input as a forward convolution with turned kernels,
 * where the stride is 1: oneDNN's forward kernel is up to twice as fast as its backward one.
 */
final class DepthwiseDataGradient {
  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;

  DepthwiseDataGradient(
      CompileContext context, int index, Op.Convolution op, ConvolutionWeights weights) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.weights = weights;
  }

  /**
   * The forward kernel, where there is one made for this.
   *
   * @param dx layout of the input's gradient
   * @param accumulating whether it is to add to what is there
   */
  Optional<PrimitiveDescriptor> find(View dy, Descriptor dx, boolean accumulating) {
    return find(dy.descriptor(), weights.any(context.type()), dx, accumulating);
  }

  private Optional<PrimitiveDescriptor> find(
      Descriptor dy, Descriptor w, Descriptor dx, boolean accumulating) {
    boolean keepsSize = op.padding() * 2 == op.dilation() * (op.kernel() - 1);
    if (!DepthwiseForm.isDepthwise(context, op) || !keepsSize || op.stride() != 1) {
      return Optional.empty();
    }
    OneDnn dnn = context.dnn();
    Convolution convolution = new Convolution(1, op.padding(), op.dilation());
    Optional<PrimitiveDescriptor> found =
        accumulating ? convolution.accumulate(dnn, dy, w, dx) : convolution.forward(dnn, dy, w, dx);
    return found.filter(PrimitiveDescriptor::isDepthwise);
  }

  /**
   * Adds the steps.
   *
   * @param forward {@link #find}
   * @param sum what to add to; empty for a gradient with memory of its own
   */
  void add(PrimitiveDescriptor forward, View dy, Optional<View> sum) {
    View plain = weights.in(weights.plain(), Pass.TRAINING);
    View turned = View.fresh("turned " + weights.name(), weights.plain());
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name("turn kernels of", index),
            List.of(plain.region()),
            List.of(turned.region()),
            binding ->
                new KernelFlip(
                        binding.segment(plain),
                        binding.segment(turned),
                        op.groups(),
                        op.kernel() * op.kernel())
                    ::run));
    PrimitiveStep step =
        context
            .step("backward data", index, forward)
            .read(Argument.SOURCE, dy)
            .read(
                Argument.WEIGHTS,
                context.reordered(
                    turned, forward.weights(), Pass.TRAINING, "turned " + weights.name()));
    View dx =
        sum.orElseGet(() -> View.fresh("gradient of tensor " + op.input(), forward.destination()));
    SliceForms forms = context.forms();
    context.add(
        Pass.TRAINING,
        sum.isPresent()
            ? step.update(Argument.DESTINATION, dx)
            : step.write(Argument.DESTINATION, dx),
        () ->
            find(
                forms.slice(dy.descriptor()),
                forward.weights(),
                forms.slice(dx.descriptor()),
                sum.isPresent()));
    if (sum.isEmpty()) {
      context.gradients().contribute(op.input(), dx);
    }
  }
}
