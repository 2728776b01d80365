package org.epnas.kernel.architecture;

/** Short forms of operations for tests. */
public final class Operations {
  private Operations() {}

  /** Dense 1-strided convolution with ReLU. */
  public static Operation.Convolution conv(int channels, int kernel) {
    return conv(channels, kernel, 1);
  }

  public static Operation.Convolution conv(int channels, int kernel, int stride) {
    return new Operation.Convolution(channels, kernel, stride, 1, 1, Activation.RELU);
  }

  /** Convolution without activation. */
  public static Operation.Convolution linear(int channels, int kernel, int stride) {
    return new Operation.Convolution(channels, kernel, stride, 1, 1, Activation.NONE);
  }

  public static Operation.Add add() {
    return new Operation.Add(Activation.NONE);
  }

  public static Operation.MaxPooling maxPool(int kernel, int stride) {
    return new Operation.MaxPooling(kernel, stride);
  }
}
