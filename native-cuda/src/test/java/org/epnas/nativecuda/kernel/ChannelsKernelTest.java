package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelsKernelTest {
  private static final int IMAGES = 3;
  private static final int AREA = 5;

  /** Channels 1 to 3 of 4 go to channels 2 to 4 of 7. */
  private static final int COUNT = 3;

  private static final int X_CHANNELS = 4;
  private static final int X_FIRST = 1;
  private static final int Y_CHANNELS = 7;
  private static final int Y_FIRST = 2;

  @EachFormatAndExecution
  void copiesARangeAndLeavesTheRest(Format format, Execution on) {
    check(format, on, 0);
  }

  @EachFormatAndExecution
  void addsARange(Format format, Execution on) {
    check(format, on, 1);
  }

  private static void check(Format format, Execution on, int accumulate) {
    float[] x = Numbers.around0(format, IMAGES * X_CHANNELS * AREA, 1);
    float[] before = Numbers.around0(format, IMAGES * Y_CHANNELS * AREA, 2);
    try (KernelRun run = TestDevices.start(on)) {
      Array from = format.array(run, x, X_CHANNELS, AREA);
      Array to = format.array(run, before, Y_CHANNELS, AREA);

      run.launch(
          "copy_channels_" + format.suffix,
          Launches.flat(),
          from,
          to,
          accumulate,
          X_CHANNELS,
          X_FIRST,
          Y_CHANNELS,
          Y_FIRST,
          COUNT,
          AREA,
          IMAGES * COUNT * AREA);

      assertThat(format.values(run, to, Y_CHANNELS, AREA))
          .isEqualTo(expected(format, x, before, accumulate));
    }
  }

  private static float[] expected(Format format, float[] x, float[] before, int accumulate) {
    float[] y = before.clone();
    for (int n = 0; n < IMAGES; n++) {
      for (int c = 0; c < COUNT; c++) {
        for (int p = 0; p < AREA; p++) {
          int to = (n * Y_CHANNELS + Y_FIRST + c) * AREA + p;
          float value = x[(n * X_CHANNELS + X_FIRST + c) * AREA + p];
          y[to] = format.rounded(accumulate * before[to] + value);
        }
      }
    }
    return y;
  }
}
