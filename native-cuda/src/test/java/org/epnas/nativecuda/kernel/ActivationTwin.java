package org.epnas.nativecuda.kernel;

import org.epnas.kernel.architecture.Activation;

/** Activations as plain loops, in double precision. */
final class ActivationTwin {
  private ActivationTwin() {}

  static double value(Activation activation, double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(6, Math.max(0, x));
      case SWISH -> x / (1 + Math.exp(-x));
    };
  }

  static double[] values(Activation activation, float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = value(activation, x[i]);
    }
    return y;
  }

  /**
   * @param x input of the activation
   */
  static double slope(Activation activation, double x) {
    double sigmoid = 1 / (1 + Math.exp(-x));
    return switch (activation) {
      case NONE -> 1;
      case RELU -> x > 0 ? 1 : 0;
      case RELU6 -> x > 0 && x < 6 ? 1 : 0;
      case SWISH -> sigmoid * (1 + x * (1 - sigmoid));
    };
  }
}
