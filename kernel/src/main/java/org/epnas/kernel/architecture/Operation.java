package org.epnas.kernel.architecture;

/**
 * What a layer of an architecture does. Every windowed operation pads "same" (dilation * (kernel -
 * 1) / 2 on each side), kernels are odd and square, and every convolution is followed by batch
 * normalisation. {@link org.epnas.kernel.program.Lowering} says exactly which primitive ops each
 * one becomes.
 */
public sealed interface Operation {

  /** Dense or grouped convolution + batch norm + activation. One input. */
  record Convolution(
      int channels, int kernel, int stride, int dilation, int groups, Activation activation)
      implements Operation {}

  /** Depthwise convolution + batch norm + activation; keeps the channel count. One input. */
  record DepthwiseConvolution(int kernel, int stride, int dilation, Activation activation)
      implements Operation {}

  /** Depthwise, then pointwise convolution, then batch norm + activation once. One input. */
  record SeparableConvolution(
      int channels, int kernel, int stride, int dilation, Activation activation)
      implements Operation {}

  /**
   * MobileNetV2 block: pointwise expansion, depthwise, linear pointwise projection, each with batch
   * norm, ReLU6 after the first two; the input is added where stride is 1 and the channel count
   * does not change. With {@code expansion} 1 the first convolution is left out.
   */
  record InvertedResidual(int channels, int kernel, int stride, int expansion)
      implements Operation {}

  /** Maximum over the window. One input. */
  record MaxPooling(int kernel, int stride) implements Operation {}

  /** Mean over the part of the window that lies inside the image. One input. */
  record AveragePooling(int kernel, int stride) implements Operation {}

  /** Passes its input on; the canonical form removes it. */
  record Identity() implements Operation {}

  /** Sum of at least two inputs of one shape, then the activation. Inputs commute. */
  record Add(Activation activation) implements Operation {}

  /** Channels of at least two inputs of one height and width, in the given order. */
  record Concat() implements Operation {}

  /** Mean over height and width: (C, H, W) to (C, 1, 1). */
  record GlobalPooling() implements Operation {}

  /**
   * Zeroes a value with probability {@code rate} during training and scales the others by 1 / (1 -
   * rate).
   */
  record Dropout(double rate) implements Operation {}

  /**
   * Fully connected layer with bias on the flattened input; the last layer of every architecture
   * has {@code units} = classes.
   */
  record Dense(int units) implements Operation {}
}
