package org.epnas.nativecuda.kernel;

class GlobalPoolKernelTest {
  private static final int CHANNELS = 5;

  /** More than a warp, and not a multiple of one. */
  private static final int AREA = 42;

  private static final int PLANES = 3 * CHANNELS;
  private static final int SIZE = PLANES * AREA;

  @EachFormatAndExecution
  void takesTheMean(Format format, Execution on) {
    float[] x = Numbers.around0(format, SIZE, 1);
    double[] expected = new double[PLANES];
    for (int i = 0; i < SIZE; i++) {
      expected[i / AREA] += x[i] / (double) AREA;
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array from = format.array(run, x, CHANNELS, AREA);
      Array y = format.empty(run, PLANES);
      switch (format) {
        case NCHW_F32 ->
            run.launch(
                "global_pool_forward_nchw_f32", Launches.warpPerRow(PLANES), from, y, AREA, PLANES);
        case NHWC_BF16 ->
            run.launch(
                "global_pool_forward_nhwc_bf16", Launches.flat(), from, y, CHANNELS, AREA, PLANES);
      }
      format.assertClose(format.values(run, y, CHANNELS, 1), expected);
    }
  }

  @EachFormatAndExecution
  void spreadsTheGradient(Format format, Execution on) {
    float[] dy = Numbers.uniform(format, PLANES, 1, -50, 50);
    float[] before = Numbers.around0(format, SIZE, 2);
    double[] expected = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      expected[i] = dy[i / AREA] / (double) AREA;
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array from = format.array(run, dy, CHANNELS, 1);
      Array dx = format.array(run, before, CHANNELS, AREA);

      backward(run, format, from, dx, 1);
      format.assertClose(format.values(run, dx, CHANNELS, AREA), Numbers.sum(before, expected));

      backward(run, format, from, dx, 0);
      format.assertClose(format.values(run, dx, CHANNELS, AREA), expected);
    }
  }

  private static void backward(KernelRun run, Format format, Array dy, Array dx, int accumulate) {
    Object[] shape =
        switch (format) {
          case NCHW_F32 -> new Object[] {AREA, SIZE};
          case NHWC_BF16 -> new Object[] {CHANNELS, AREA, SIZE};
        };
    run.launch("global_pool_backward_" + format.suffix, Launches.flat(), dy, dx, accumulate, shape);
  }
}
