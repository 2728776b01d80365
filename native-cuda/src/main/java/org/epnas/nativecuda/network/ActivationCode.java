package org.epnas.nativecuda.network;

import org.epnas.kernel.architecture.Activation;

/** How kernels number the activations (activation.cuh), and what their gradient reads. */
final class ActivationCode {
  private ActivationCode() {}

  static int of(Activation activation) {
    return switch (activation) {
      case NONE -> 0;
      case RELU -> 1;
      case RELU6 -> 2;
      case SWISH -> 3;
    };
  }

  /** Whether the derivative can be told from the activation's value. */
  static boolean slopeFromOutput(Activation activation) {
    return switch (activation) {
      case RELU, RELU6 -> true;
      case NONE, SWISH -> false;
    };
  }
}
