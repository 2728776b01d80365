package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

class CastKernelTest {
  private static final int CHANNELS = 5;
  private static final int AREA = 6;
  private static final int SIZE = 2 * CHANNELS * AREA;

  private final float[] x = Numbers.around0(Format.NCHW_F32, SIZE, 1);

  @EachExecution
  void roundsToNearestEven(Execution on) {
    // 1 + 2^-8 lies halfway between 1 and the next number 1 + 2^-7, and 1 is even; 1 + 3 * 2^-8
    // lies halfway between 1 + 2^-7 and 1 + 2^-6, which is even.
    try (KernelRun run = TestDevices.start(on)) {
      Array from = run.floats(1 + 0x1p-8f, 1 + 0x3p-8f, 1 + 0x1.1p-8f, -3e38f, 1e-40f);
      Array to = run.empty(5 * Short.BYTES);
      run.launch("cast_f32_bf16", Launches.flat(), from, to, 5);
      assertThat(run.shorts(to))
          .containsExactly(
              Format.toBf16(1),
              Format.toBf16(1 + 0x1p-6f),
              Format.toBf16(1 + 0x1p-7f),
              Format.toBf16(-3e38f),
              Format.toBf16(1e-40f));
    }
  }

  @EachExecution
  void widensExactly(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      float[] values = Numbers.around0(Format.NHWC_BF16, SIZE, 1);
      Array to = run.empty(SIZE * Float.BYTES);
      Array from = Format.NHWC_BF16.array(run, values, 1, SIZE);
      run.launch("cast_bf16_f32", Launches.flat(), from, to, SIZE);
      assertThat(run.floats(to)).isEqualTo(values);
    }
  }

  @EachExecution
  void changesTheLayoutThereAndBack(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array last = run.empty(SIZE * Short.BYTES);
      Array first = run.empty(SIZE * Float.BYTES);
      float[] rounded = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        rounded[i] = Format.NHWC_BF16.rounded(x[i]);
      }

      run.launch(
          "nchw_f32_to_nhwc_bf16", Launches.flat(), run.floats(x), last, CHANNELS, AREA, SIZE);
      assertThat(Format.NHWC_BF16.values(run, last, CHANNELS, AREA)).isEqualTo(rounded);

      run.launch("nhwc_bf16_to_nchw_f32", Launches.flat(), last, first, CHANNELS, AREA, SIZE);
      assertThat(run.floats(first)).isEqualTo(rounded);
    }
  }
}
