package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

class ElementwiseKernelTest {
  private static final int SIZE = 107;

  @EachFormatAndExecution
  void addsTwoToFourTensors(Format format, Execution on) {
    for (int count = 2; count <= 4; count++) {
      try (KernelRun run = TestDevices.start(on)) {
        Array[] inputs = {Array.NONE, Array.NONE, Array.NONE, Array.NONE};
        double[] expected = new double[SIZE];
        for (int k = 0; k < count; k++) {
          float[] values = Numbers.around0(format, SIZE, k);
          inputs[k] = format.array(run, values, 1, SIZE);
          expected = Numbers.sum(values, expected);
        }
        Array y = format.empty(run, SIZE);

        run.launch("add_" + format.type, Launches.flat(), inputs, y, SIZE);

        format.assertClose(format.values(run, y, 1, SIZE), expected);
      }
    }
  }

  @EachFormatAndExecution
  void copiesOrAdds(Format format, Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      float[] x = Numbers.around0(format, SIZE, 1);
      Array from = format.array(run, x, 1, SIZE);
      Array y = format.empty(run, SIZE);
      String kernel = "copy_or_add_" + format.type;

      run.launch(kernel, Launches.flat(), from, y, 0, SIZE);
      assertThat(format.values(run, y, 1, SIZE)).isEqualTo(x);

      run.launch(kernel, Launches.flat(), from, y, 1, SIZE);
      format.assertClose(format.values(run, y, 1, SIZE), Numbers.sum(x, Numbers.doubles(x)));
    }
  }

  @EachFormatAndExecution
  void fills(Format format, Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array y = format.empty(run, SIZE);
      run.launch("fill_" + format.type, Launches.flat(), y, -1.5f, SIZE);
      assertThat(format.values(run, y, 1, SIZE)).containsOnly(-1.5f);
    }
  }
}
