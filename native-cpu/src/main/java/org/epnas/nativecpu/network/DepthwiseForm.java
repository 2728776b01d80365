package org.epnas.nativecpu.network;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.depthwise.DepthwiseShape;
import org.epnas.nativecpu.depthwise.ImageTensor;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.View;

/** A convolution as our own depthwise loops see it. */
final class DepthwiseForm {
  private DepthwiseForm() {}

  /** Whether each channel has a filter of its own, and one only. */
  static boolean isDepthwise(CompileContext context, Op.Convolution op) {
    return op.groups() == tensor(context, op.input()).channels()
        && op.groups() == tensor(context, op.output()).channels();
  }

  static DepthwiseShape shape(CompileContext context, Op.Convolution op) {
    TensorShape x = tensor(context, op.input());
    TensorShape y = tensor(context, op.output());
    return new DepthwiseShape(
        context.batch(),
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

  private static TensorShape tensor(CompileContext context, int tensor) {
    return context.program().tensors().get(tensor);
  }
}
