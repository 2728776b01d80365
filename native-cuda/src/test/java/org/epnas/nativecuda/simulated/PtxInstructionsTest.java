package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions compiled by NVRTC and interpreted give what Java gives. */
@OnSimulatedDevice
class PtxInstructionsTest {
  private static final float[] FLOATS = {
    0f, -0f, 1f, -1f, 0.5f, -2.5f, 3.5f, 1e-3f, 7.75f, -123.456f, 1e6f, 3e9f
  };

  private static final int[] INTS = {
    0, 1, -1, 2, 7, -7, 31, 33, 0x12345678, 0x80000001, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  /**
   * @param cuda an expression in {@code float v}
   * @param relative the largest relative error
   */
  record FloatCase(String cuda, DoubleUnaryOperator expected, double relative) {
    @Override
    public String toString() {
      return cuda;
    }
  }

  /**
   * @param cuda an expression in {@code int a, b}
   */
  record IntCase(String cuda, IntBinaryOperator expected) {
    @Override
    public String toString() {
      return cuda;
    }
  }

  private static FloatCase exact(String cuda, DoubleUnaryOperator expected) {
    return new FloatCase(cuda, v -> (float) expected.applyAsDouble(v), 0);
  }

  private static FloatCase near(String cuda, DoubleUnaryOperator expected) {
    return new FloatCase(cuda, v -> (float) expected.applyAsDouble(v), 1e-5);
  }

  static Stream<FloatCase> floats() {
    return Stream.of(
        exact("v + 3.f", v -> v + 3),
        exact("v * 1.1f", v -> v * 1.1f),
        exact("v / 3.f", v -> v / 3),
        exact("__fmaf_rn(v, v, 1.f)", v -> v * v + 1),
        exact("fabsf(v)", Math::abs),
        exact("fminf(v, 2.f)", v -> Math.min(v, 2)),
        exact("fmaxf(v, 0.f)", v -> Math.max(v, 0)),
        exact("sqrtf(fabsf(v))", v -> Math.sqrt(Math.abs(v))),
        exact("floorf(v)", Math::floor),
        exact("ceilf(v)", Math::ceil),
        exact("truncf(v)", v -> v < 0 ? Math.ceil(v) : Math.floor(v)),
        exact("rintf(v)", Math::rint),
        exact("copysignf(2.f, v)", v -> Math.copySign(2, v)),
        exact("v > 0.f ? 1.f : 0.f", v -> v > 0 ? 1 : 0),
        exact("v != v ? 1.f : 0.f", v -> 0),
        exact("(float) (int) v", v -> (float) (int) (float) v),
        exact("(float) (unsigned) fabsf(v)", v -> (float) Math.floor(Math.abs(v))),
        exact(
            "(float) __float2int_rn(v)",
            v -> (float) (int) Math.clamp(Math.rint(v), -2147483648., 2147483647.)),
        exact("(float) ((double) v * 0.1)", v -> v * 0.1),
        near("expf(fminf(v, 20.f))", v -> Math.exp(Math.min(v, 20))),
        near("logf(fabsf(v) + 1.f)", v -> Math.log((float) Math.abs(v) + 1f)),
        near("rsqrtf(fabsf(v) + 1.f)", v -> 1 / Math.sqrt((float) Math.abs(v) + 1f)),
        near("tanhf(v)", Math::tanh),
        near("exp2f(fminf(v, 20.f))", v -> Math.pow(2, Math.min(v, 20))),
        near("powf(fabsf(v), 1.5f)", v -> Math.pow(Math.abs(v), 1.5)),
        near("sinf(fmodf(v, 3.f))", v -> Math.sin((float) (v % 3))));
  }

  static Stream<IntCase> ints() {
    return Stream.of(
        new IntCase("a + b", Integer::sum),
        new IntCase("a - b", (a, b) -> a - b),
        new IntCase("a * b", (a, b) -> a * b),
        new IntCase(
            "b == 0 ? 0 : (int) ((long long) a / b)", (a, b) -> b == 0 ? 0 : (int) ((long) a / b)),
        new IntCase(
            "b == 0 ? 0 : (int) ((long long) a % b)", (a, b) -> b == 0 ? 0 : (int) ((long) a % b)),
        new IntCase(
            "b == 0 ? 0 : (unsigned) a / (unsigned) b",
            (a, b) -> b == 0 ? 0 : Integer.divideUnsigned(a, b)),
        new IntCase(
            "b == 0 ? 0 : (unsigned) a % (unsigned) b",
            (a, b) -> b == 0 ? 0 : Integer.remainderUnsigned(a, b)),
        new IntCase("a & b | a ^ ~b", (a, b) -> (a & b) | (a ^ ~b)),
        new IntCase("a << (b & 31)", (a, b) -> a << b),
        new IntCase("a >> (b & 31)", (a, b) -> a >> b),
        new IntCase("(unsigned) a >> (b & 31)", (a, b) -> a >>> b),
        new IntCase("__mulhi(a, b)", (a, b) -> (int) (((long) a * b) >> 32)),
        new IntCase(
            "__umulhi(a, b)",
            (a, b) -> (int) ((Integer.toUnsignedLong(a) * Integer.toUnsignedLong(b)) >>> 32)),
        new IntCase("min(a, b)", Math::min),
        new IntCase("max(a, b)", Math::max),
        new IntCase(
            "(int) min((unsigned) a, (unsigned) b)",
            (a, b) -> Integer.compareUnsigned(a, b) < 0 ? a : b),
        new IntCase("a < b ? 3 : 4", (a, b) -> a < b ? 3 : 4),
        new IntCase(
            "(unsigned) a < (unsigned) b ? 3 : 4",
            (a, b) -> Integer.compareUnsigned(a, b) < 0 ? 3 : 4),
        new IntCase(
            "__popc(a) + __clz(b)",
            (a, b) -> Integer.bitCount(a) + Integer.numberOfLeadingZeros(b)),
        new IntCase("(int) __brev(a)", (a, b) -> Integer.reverse(a)),
        new IntCase(
            "(int) __byte_perm(a, b, 0x5140)",
            (a, b) -> (a & 0xFF) | (b & 0xFF) << 8 | (a & 0xFF00) << 8 | (b & 0xFF00) << 16),
        new IntCase("(signed char) a", (a, b) -> (byte) a),
        new IntCase("(unsigned short) a", (a, b) -> a & 0xFFFF),
        new IntCase("(short) (a >> 3)", (a, b) -> (short) (a >> 3)),
        new IntCase(
            "(int) (((unsigned long long) a * 0x9E3779B97F4A7C15ull) >> 32)",
            (a, b) -> (int) (((long) a * 0x9E3779B97F4A7C15L) >>> 32)),
        new IntCase(
            "(int) __umul64hi(a * 0x9E3779B97F4A7C15ull, b | 1ull << 40)",
            (a, b) -> (int) Math.unsignedMultiplyHigh(a * 0x9E3779B97F4A7C15L, b | 1L << 40)));
  }

  @ParameterizedTest
  @MethodSource
  void floats(FloatCase of) {
    String source =
        """
        extern "C" __global__ void f(const float* x, float* y) {
          float v = x[threadIdx.x];
          y[threadIdx.x] = %s;
        }
        """
            .formatted(of.cuda());
    FloatPointer y = allocate(FLOATS.length);
    CUstream_st stream = stream();
    ok(
        launch(
            compile(source, "f"),
            1,
            FLOATS.length,
            0,
            stream,
            pointer(upload(FLOATS)),
            pointer(y)));
    ok(cudaStreamSynchronize(stream));
    float[] actual = download(y, FLOATS.length);
    for (int i = 0; i < FLOATS.length; i++) {
      double expected = of.expected().applyAsDouble(FLOATS[i]);
      assertThat((double) actual[i])
          .as("%s at %s", of.cuda(), FLOATS[i])
          .isCloseTo(expected, within(Math.abs(expected) * of.relative()));
    }
  }

  @ParameterizedTest
  @MethodSource
  void ints(IntCase of) {
    int n = INTS.length;
    String source =
        """
        extern "C" __global__ void f(const int* x, int* y, int n) {
          int a = x[threadIdx.x], b = x[threadIdx.y];
          y[threadIdx.x + n * threadIdx.y] = %s;
        }
        """
            .formatted(of.cuda());
    float[] bits = new float[n];
    for (int i = 0; i < n; i++) {
      bits[i] = Float.intBitsToFloat(INTS[i]);
    }
    FloatPointer y = allocate(n * n);
    CUstream_st stream = stream();
    ok(
        TestDevice.launch(
            compile(source, "f"),
            1,
            n,
            n,
            stream,
            List.of(pointer(upload(bits)), pointer(y), TestDevice.number(n))));
    ok(cudaStreamSynchronize(stream));
    float[] actual = download(y, n * n);
    for (int i = 0; i < n * n; i++) {
      int a = INTS[i % n];
      int b = INTS[i / n];
      assertThat(Float.floatToRawIntBits(actual[i]))
          .as("%s with a = %d, b = %d", of.cuda(), a, b)
          .isEqualTo(of.expected().applyAsInt(a, b));
    }
  }
}
