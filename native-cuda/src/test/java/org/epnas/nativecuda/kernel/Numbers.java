package org.epnas.nativecuda.kernel;

import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;

/** Numbers to test kernels with, the same in every run. */
final class Numbers {
  private Numbers() {}

  /**
   * Uniform in [from, to), rounded so that the format holds them exactly.
   *
   * @param stream tells the arrays of one test apart
   */
  static float[] uniform(Format format, int size, int stream, double from, double to) {
    float[] values = new float[size];
    RandomStream.fillUniform(values, 0, size, 1, Purpose.EVIDENCE, stream, size);
    for (int i = 0; i < size; i++) {
      values[i] = format.rounded(from + (to - from) * values[i]);
    }
    return values;
  }

  /** Uniform in [-2, 2). */
  static float[] around0(Format format, int size, int stream) {
    return uniform(format, size, stream, -2, 2);
  }

  /** f32 per-channel parameters in [0.5, 1.5). */
  static float[] around1(int size, int stream) {
    return uniform(Format.NCHW_F32, size, stream, 0.5, 1.5);
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  static double[] sum(float[] before, double[] added) {
    double[] result = doubles(before);
    for (int i = 0; i < result.length; i++) {
      result[i] += added[i];
    }
    return result;
  }
}
