package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.depthwise.DepthwiseDataGradientStride2;
import org.epnas.nativecpu.depthwise.DepthwiseShape;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.simd.VectorApi;
import org.epnas.training.plan.Pass;

/**
 * The gradient of a depthwise convolution's input by our own loop, where the stride is 2: oneDNN's
 * kernel takes up to twice as long there and cannot add to a gradient.
 */
final class StridedDataGradient {
  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;

  StridedDataGradient(
      CompileContext context, int index, Op.Convolution op, ConvolutionWeights weights) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.weights = weights;
  }

  /** Whether the loop can do this convolution with these operands. */
  boolean supports(View dy) {
    Descriptor dx = dx();
    return VectorApi.isOn()
        && DepthwiseForm.isDepthwise(context, op)
        && dx.type() == DataType.F32
        && DepthwiseDataGradientStride2.supports(
            shape(), dy.descriptor().pixelOrder(), dx.pixelOrder());
  }

  private Descriptor dx() {
    return context.values().of(op.input()).descriptor();
  }

  private DepthwiseShape shape() {
    return DepthwiseForm.shape(context, op);
  }

  /**
   * Adds the step.
   *
   * @param sum what to add to; empty for a gradient with memory of its own
   */
  void add(View dy, Optional<View> sum) {
    View plain = weights.in(weights.plain(), Pass.TRAINING);
    View dx = sum.orElseGet(() -> context.gradients().fresh(op.input()));
    SlicedLoopStep step =
        new SlicedLoopStep(
                context.name("backward data", index),
                "java",
                binding -> bind(binding, dy, plain, dx, sum.isPresent()))
            .readsImages(dy)
            .reads(plain)
            .writesImages(dx);
    sum.ifPresent(step::readsImages);
    context.add(Pass.TRAINING, step);
    if (sum.isEmpty()) {
      context.gradients().contribute(op.input(), dx);
    }
  }

  private SliceWork bind(Binding binding, View dy, View plain, View dx, boolean accumulates) {
    return new DepthwiseDataGradientStride2(
        shape(),
        context.slices(),
        context.team().threads(),
        DepthwiseForm.tensor(binding, dy),
        binding.segment(plain),
        DepthwiseForm.tensor(binding, dx),
        accumulates);
  }
}
