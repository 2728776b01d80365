package org.epnas.kernel.architecture;

/**
 * What a layer of an architecture does. Every windowed operation pads "same" (dilation * (kernel -
 * 1) / 2 on each side), kernels are square and, but for some average poolings, odd, and every
 * convolution but {@link Projection} is followed by batch normalisation. {@link
 * org.epnas.kernel.program.Lowering} says exactly which primitive ops each one becomes.
 */
public sealed interface Operation {

  /** An operation with a square window and a stride. */
  sealed interface Windowed extends Operation {
    /** Side of the square window in pixels, odd. */
    int kernel();

    /** Step of the window in pixels, at least 1. */
    int stride();

    /** The same operation with another window. */
    Windowed withKernel(int newKernel);
  }

  /** An operation whose number of output channels is its own, not its input's. */
  sealed interface OwnChannels extends Operation {
    /** Of the output, at least 1. */
    int channels();

    /** The same operation with another number of output channels. */
    OwnChannels withChannels(int newChannels);
  }

  /** An operation that ends in an activation. */
  sealed interface Activated extends Operation {
    /** What is applied to the output last. */
    Activation activation();

    /** The same operation with another activation. */
    Activated withActivation(Activation newActivation);
  }

  /** Dense or grouped convolution + batch norm + activation. One input. */
  record Convolution(
      int channels, int kernel, int stride, int dilation, int groups, Activation activation)
      implements Windowed, OwnChannels, Activated {
    @Override
    public Convolution withKernel(int newKernel) {
      return new Convolution(channels, newKernel, stride, dilation, groups, activation);
    }

    @Override
    public Convolution withChannels(int newChannels) {
      return new Convolution(newChannels, kernel, stride, dilation, groups, activation);
    }

    @Override
    public Convolution withActivation(Activation newActivation) {
      return new Convolution(channels, kernel, stride, dilation, groups, newActivation);
    }
  }

  /** Depthwise convolution + batch norm + activation; keeps the channel count. One input. */
  record DepthwiseConvolution(int kernel, int stride, int dilation, Activation activation)
      implements Windowed, Activated {
    @Override
    public DepthwiseConvolution withKernel(int newKernel) {
      return new DepthwiseConvolution(newKernel, stride, dilation, activation);
    }

    @Override
    public DepthwiseConvolution withActivation(Activation newActivation) {
      return new DepthwiseConvolution(kernel, stride, dilation, newActivation);
    }
  }

  /** Depthwise, then pointwise convolution, then batch norm + activation once. One input. */
  record SeparableConvolution(
      int channels, int kernel, int stride, int dilation, Activation activation)
      implements Windowed, OwnChannels, Activated {
    @Override
    public SeparableConvolution withKernel(int newKernel) {
      return new SeparableConvolution(channels, newKernel, stride, dilation, activation);
    }

    @Override
    public SeparableConvolution withChannels(int newChannels) {
      return new SeparableConvolution(newChannels, kernel, stride, dilation, activation);
    }

    @Override
    public SeparableConvolution withActivation(Activation newActivation) {
      return new SeparableConvolution(channels, kernel, stride, dilation, newActivation);
    }
  }

  /**
   * MobileNetV2 block: pointwise expansion, depthwise, linear pointwise projection, each with batch
   * norm, ReLU6 after the first two; the input is added where stride is 1 and the channel count
   * does not change. With {@code expansion} 1 the first convolution is left out.
   */
  record InvertedResidual(int channels, int kernel, int stride, int expansion)
      implements Windowed, OwnChannels {
    @Override
    public InvertedResidual withKernel(int newKernel) {
      return new InvertedResidual(channels, newKernel, stride, expansion);
    }

    @Override
    public InvertedResidual withChannels(int newChannels) {
      return new InvertedResidual(newChannels, kernel, stride, expansion);
    }
  }

  /** Pointwise convolution and nothing else, neither batch norm nor activation. One input. */
  record Projection(int channels) implements OwnChannels {
    @Override
    public Projection withChannels(int newChannels) {
      return new Projection(newChannels);
    }
  }

  /**
   * Batch norm + activation of whatever comes before: a sum, a pooling, the last feature map. One
   * input.
   */
  record BatchNorm(Activation activation) implements Operation {}

  /**
   * The activation alone, never {@link Activation#NONE}: for layers that activate their input
   * before they do anything else ("pre-activation"), while others read the same input as it is. One
   * input.
   */
  record Activate(Activation activation) implements Operation {}

  /** Maximum over the window. One input. */
  record MaxPooling(int kernel, int stride) implements Windowed {
    @Override
    public MaxPooling withKernel(int newKernel) {
      return new MaxPooling(newKernel, stride);
    }
  }

  /**
   * Mean over the part of the window that lies inside the image. A kernel may be even where it is
   * the stride and divides both sides: the windows tile the image then, without padding. One input.
   */
  record AveragePooling(int kernel, int stride) implements Windowed {
    @Override
    public AveragePooling withKernel(int newKernel) {
      return new AveragePooling(newKernel, stride);
    }
  }

  /** Passes its input on; the canonical form removes it. */
  record Identity() implements Operation {}

  /** Sum of at least two inputs of one shape, then the activation. Inputs commute. */
  record Add(Activation activation) implements Activated {
    @Override
    public Add withActivation(Activation newActivation) {
      return new Add(newActivation);
    }
  }

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
