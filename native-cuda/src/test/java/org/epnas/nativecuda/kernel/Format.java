package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The two pairs of layout and number format that image kernels exist in. */
enum Format {
  NCHW_F32("nchw_f32", "f32", 1e-5),
  NHWC_BF16("nhwc_bf16", "bf16", 1.0 / 128);

  /** End of the name of kernels that depend on the layout. */
  final String suffix;

  /** End of the name of kernels that depend on the number format alone. */
  final String type;

  private final double tolerance;

  Format(String suffix, String type, double tolerance) {
    this.suffix = suffix;
    this.type = type;
    this.tolerance = tolerance;
  }

  /** The nearest number that the format can hold, ties to even. */
  float rounded(double value) {
    return switch (this) {
      case NCHW_F32 -> (float) value;
      case NHWC_BF16 -> fromBf16(toBf16((float) value));
    };
  }

  /** The array of a tensor that is given as (N, C, area). */
  Array array(KernelRun run, float[] values, int channels, int area) {
    return switch (this) {
      case NCHW_F32 -> run.floats(values);
      case NHWC_BF16 -> {
        short[] stored = new short[values.length];
        for (int i = 0; i < values.length; i++) {
          stored[lastIndex(i, channels, area)] = toBf16(values[i]);
        }
        yield run.shorts(stored);
      }
    };
  }

  Array empty(KernelRun run, int size) {
    return run.empty(size * bytes());
  }

  private int bytes() {
    return switch (this) {
      case NCHW_F32 -> Float.BYTES;
      case NHWC_BF16 -> Short.BYTES;
    };
  }

  /** The content of an array as (N, C, area). */
  float[] values(KernelRun run, Array array, int channels, int area) {
    return switch (this) {
      case NCHW_F32 -> run.floats(array);
      case NHWC_BF16 -> {
        short[] stored = run.shorts(array);
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = fromBf16(stored[lastIndex(i, channels, area)]);
        }
        yield values;
      }
    };
  }

  /** Index in (N, area, C) of value i of (N, C, area). */
  static int lastIndex(int i, int channels, int area) {
    int image = i / (channels * area);
    int channel = i / area % channels;
    return (image * area + i % area) * channels + channel;
  }

  /** Every number within what one rounding and a few sums of the format may change. */
  void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("value %d", i)
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
  }

  static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
