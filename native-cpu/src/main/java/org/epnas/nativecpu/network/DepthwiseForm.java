package org.epnas.nativecpu.network;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.DepthwiseShape;
import org.epnas.nativecpu.kernel.ImageTensor;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.View;

/** A convolution as our own depthwise loops see it. */
final class DepthwiseForm {
  private DepthwiseForm() {}

  /** Whether each channel has a filter of its own, and one only. */
  static boolean isDepthwise(Construction construction, Op.Convolution op) {
    return op.groups() == tensor(construction, op.input()).channels()
        && op.groups() == tensor(construction, op.output()).channels();
  }

  static DepthwiseShape shape(Construction construction, Op.Convolution op) {
    TensorShape x = tensor(construction, op.input());
    TensorShape y = tensor(construction, op.output());
    return new DepthwiseShape(
        construction.batch(),
        x.channels(),
        x.height(),
        x.width(),
        y.height(),
        y.width(),
        op.kernel(),
        op.stride(),
        op.padding(),
        op.dilation());
  }

  static ImageTensor tensor(Binding binding, View view) {
    return new ImageTensor(
        binding.segment(view), view.descriptor().pixelOrder(), view.descriptor().type());
  }

  private static TensorShape tensor(Construction construction, int tensor) {
    return construction.program().tensors().get(tensor);
  }
}
