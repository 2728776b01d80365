package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

class ReduceKernelTest {
  @EachExecution
  void sumsTheParts(Execution on) {
    int parts = 6;
    int size = 97;
    float[] partial = Numbers.around0(Format.NCHW_F32, parts * size, 1);
    double[] expected = new double[size];
    for (int i = 0; i < partial.length; i++) {
      expected[i % size] += partial[i];
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array y = run.empty(size * Float.BYTES);
      run.launch("sum_parts", Launches.flat(), run.floats(partial), y, parts, size);
      Format.NCHW_F32.assertClose(run.floats(y), expected);
    }
  }

  @EachFormatAndExecution
  void findsTheFirstNumberThatIsNotFinite(Format format, Execution on) {
    int size = 300;
    float[] x = Numbers.around0(format, size, 1);
    x[171] = Float.NaN;
    x[205] = Float.NEGATIVE_INFINITY;
    x[299] = Float.POSITIVE_INFINITY;

    assertThat(firstNonFinite(format, on, x)).isEqualTo(171);
  }

  @EachFormatAndExecution
  void findsNoneAmongFiniteNumbers(Format format, Execution on) {
    float[] x = {0, -3e38f, 3e38f, 1e-40f};

    assertThat(firstNonFinite(format, on, x)).isEqualTo(Integer.MAX_VALUE);
  }

  private static int firstNonFinite(Format format, Execution on, float[] x) {
    try (KernelRun run = TestDevices.start(on)) {
      Array first = run.ints(Integer.MAX_VALUE);
      Array values = format.array(run, x, 1, x.length);
      run.launch("find_non_finite_" + format.type, Launches.flat(), values, first, x.length);
      return run.ints(first)[0];
    }
  }
}
