package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.DepthwiseShape;
import org.epnas.nativecpu.kernel.StridedDepthwiseGradient;
import org.epnas.nativecpu.kernel.VectorApi;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/**
 * The gradient of a depthwise convolution's input by our own loop, where the stride is 2: oneDNN's
 * kernel takes up to twice as long there and cannot add to a gradient.
 */
final class StridedDataGradient {
  private final Construction construction;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;

  StridedDataGradient(
      Construction construction, int index, Op.Convolution op, ConvolutionWeights weights) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.weights = weights;
  }

  /** Whether the loop can do this convolution with these operands. */
  boolean supports(View dy) {
    Descriptor dx = dx();
    return VectorApi.isPresent()
        && DepthwiseForm.isDepthwise(construction, op)
        && dx.type() == DataType.F32
        && StridedDepthwiseGradient.supports(
            shape(), dy.descriptor().pixelOrder(), dx.pixelOrder());
  }

  private Descriptor dx() {
    return construction.values().of(op.input()).descriptor();
  }

  private DepthwiseShape shape() {
    return DepthwiseForm.shape(construction, op);
  }

  /**
   * Adds the step.
   *
   * @param sum what to add to; empty for a gradient with memory of its own
   */
  void add(View dy, Optional<View> sum) {
    View plain = weights.in(weights.plain(), Pass.TRAINING);
    View dx = sum.orElseGet(() -> construction.gradients().fresh(op.input()));
    SlicedLoopStep step =
        new SlicedLoopStep(
                construction.name("backward data", index),
                "java",
                binding -> bind(binding, dy, plain, dx, sum.isPresent()))
            .readsImages(dy)
            .reads(plain)
            .writesImages(dx);
    sum.ifPresent(step::readsImages);
    construction.add(Pass.TRAINING, step);
    if (sum.isEmpty()) {
      construction.gradients().contribute(op.input(), dx);
    }
  }

  private SliceWork bind(Binding binding, View dy, View plain, View dx, boolean accumulates) {
    return new StridedDepthwiseGradient(
        shape(),
        construction.slices(),
        construction.team().threads(),
        DepthwiseForm.tensor(binding, dy),
        binding.segment(plain),
        DepthwiseForm.tensor(binding, dx),
        accumulates);
  }
}
