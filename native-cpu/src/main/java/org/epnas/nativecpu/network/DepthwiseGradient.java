package org.epnas.nativecpu.network;

import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.depthwise.DepthwiseWeightGradient;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.simd.VectorApi;
import org.epnas.training.plan.Pass;

/** The weight gradient of a depthwise convolution by our own loop. */
final class DepthwiseGradient {
  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;

  DepthwiseGradient(CompileContext context, int index, Op.Convolution op) {
    this.context = context;
    this.index = index;
    this.op = op;
  }

  /** Whether the loop can do this convolution with these operands. */
  boolean supports(View x, View dy) {
    return VectorApi.isOn()
        && DepthwiseForm.isDepthwise(context, op)
        && DepthwiseWeightGradient.supports(
            op.kernel(), x.descriptor().pixelOrder(), dy.descriptor().pixelOrder());
  }

  /** Whether the loop is ahead of oneDNN's kernels for this, too. */
  boolean isFastest(View x, View dy) {
    Descriptor input = x.descriptor();
    return VectorApi.isOn()
        && DepthwiseForm.isDepthwise(context, op)
        && input.type() == dy.descriptor().type()
        && DepthwiseWeightGradient.readsInPlace(
            DepthwiseForm.shape(context, op),
            input.pixelOrder(),
            dy.descriptor().pixelOrder(),
            input.type());
  }

  /** Adds the step. */
  void add(View x, View dy, ConvolutionWeights weights) {
    View gradient = weights.gradient();
    boolean direct = gradient.descriptor().matches(weights.plain());
    View dw = direct ? gradient : View.fresh(weights.name(), weights.plain());
    context.add(
        Pass.TRAINING,
        new SlicedLoopStep(
                context.name("backward weights", index),
                "java",
                binding -> bind(binding, x, dy, dw))
            .readsImages(x)
            .readsImages(dy)
            .writes(dw));
    if (!direct) {
      context.reorder(dw, gradient, Pass.TRAINING, weights.name());
    }
  }

  private SliceWork bind(Binding binding, View x, View dy, View dw) {
    return new DepthwiseWeightGradient(
        DepthwiseForm.shape(context, op),
        context.slices(),
        context.team().threads(),
        DepthwiseForm.tensor(binding, x),
        DepthwiseForm.tensor(binding, dy),
        binding.segment(dw));
  }
}
