package org.epnas.nativecuda.kernel;

import org.epnas.nativecuda.runtime.Geometry;

class DenseKernelTest {
  private static final int ROWS = 9;
  private static final int COLUMNS = 13;

  @EachFormatAndExecution
  void addsTheBiasToEveryRow(Format format, Execution on) {
    float[] before = Numbers.around0(format, ROWS * COLUMNS, 1);
    float[] bias = Numbers.around1(COLUMNS, 2);
    double[] expected = Numbers.doubles(before);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += bias[i % COLUMNS];
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array y = format.array(run, before, 1, before.length);
      run.launch(
          "bias_add_" + format.type, Launches.flat(), y, run.floats(bias), COLUMNS, before.length);
      format.assertClose(format.values(run, y, 1, before.length), expected);
    }
  }

  @EachFormatAndExecution
  void sumsTheGradientOverTheRows(Format format, Execution on) {
    float[] dy = Numbers.around0(format, ROWS * COLUMNS, 1);
    double[] expected = new double[COLUMNS];
    for (int i = 0; i < dy.length; i++) {
      expected[i % COLUMNS] += dy[i];
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array dBias = run.empty(COLUMNS * Float.BYTES);
      Array from = format.array(run, dy, 1, dy.length);
      run.launch(
          "bias_gradient_" + format.type, Geometry.blocks(1, 32), from, dBias, ROWS, COLUMNS);
      Format.NCHW_F32.assertClose(run.floats(dBias), expected);
    }
  }
}
