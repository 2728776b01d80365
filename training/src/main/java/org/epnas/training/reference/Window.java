package org.epnas.training.reference;

/**
 * A sliding window along one dimension of an image. Tap {@code t} of output {@code o} reads input
 * {@code o * stride - padding + t * dilation}, which may lie outside of the image.
 *
 * @param inputs length of the input
 * @param outputs length of the output
 */
record Window(int inputs, int outputs, int kernel, int stride, int padding, int dilation) {
  int input(int output, int tap) {
    return output * stride - padding + tap * dilation;
  }

  boolean inside(int input) {
    return input >= 0 && input < inputs;
  }

  /** First output whose tap lies inside of the image. */
  int firstOutput(int tap) {
    return Math.max(0, Math.ceilDiv(padding - tap * dilation, stride));
  }

  /** One after the last output whose tap lies inside of the image. */
  int endOutput(int tap) {
    int last = Math.floorDiv(inputs - 1 + padding - tap * dilation, stride);
    return Math.min(outputs, last + 1);
  }

  /** The output whose tap reads this input, or -1 where there is none. */
  int outputReading(int input, int tap) {
    int strided = input + padding - tap * dilation;
    int output = Math.floorDiv(strided, stride);
    return strided % stride == 0 && output >= 0 && output < outputs ? output : -1;
  }
}
