package org.epnas.kernel.architecture;

import java.util.Locale;

/** An operation in words; equal for equal operations only. Part of the canonical form. */
final class OperationText {
  private OperationText() {}

  static String of(Operation operation) {
    return switch (operation) {
      case Operation.Convolution op ->
          "convolution "
              + op.channels()
              + window(op.kernel(), op.stride(), op.dilation())
              + " groups "
              + op.groups()
              + activation(op.activation());
      case Operation.DepthwiseConvolution op ->
          "depthwise"
              + window(op.kernel(), op.stride(), op.dilation())
              + activation(op.activation());
      case Operation.SeparableConvolution op ->
          "separable "
              + op.channels()
              + window(op.kernel(), op.stride(), op.dilation())
              + activation(op.activation());
      case Operation.InvertedResidual op ->
          "inverted-residual "
              + op.channels()
              + window(op.kernel(), op.stride(), 1)
              + " expansion "
              + op.expansion();
      case Operation.Projection op -> "projection " + op.channels();
      case Operation.BatchNorm op -> "batch-norm" + activation(op.activation());
      case Operation.Activate op -> "activate" + activation(op.activation());
      case Operation.MaxPooling op -> "max-pooling" + window(op.kernel(), op.stride(), 1);
      case Operation.AveragePooling op -> "average-pooling" + window(op.kernel(), op.stride(), 1);
      case Operation.Identity() -> "identity";
      case Operation.Add op -> "add" + activation(op.activation());
      case Operation.Concat() -> "concat";
      case Operation.GlobalPooling() -> "global-pooling";
      case Operation.Dropout op -> "dropout " + op.rate();
      case Operation.Dense op -> "dense " + op.units();
    };
  }

  private static String window(int kernel, int stride, int dilation) {
    return " kernel " + kernel + " stride " + stride + " dilation " + dilation;
  }

  private static String activation(Activation activation) {
    return " " + activation.name().toLowerCase(Locale.ROOT);
  }
}
