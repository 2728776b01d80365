package org.epnas.kernel.architecture;

/** Element-wise non-linearity that follows a normalised convolution or an addition. */
public enum Activation {
  NONE,
  /** max(0, x). */
  RELU,
  /** min(6, max(0, x)), MobileNetV2. */
  RELU6,
  /** x * sigmoid(x). */
  SWISH
}
