package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.Activation;

class ActivationKernelTest {
  private static final int SIZE = 101;

  @EachFormatAndExecution
  void activates(Format format, Execution on) {
    float[] x = Numbers.uniform(format, SIZE, 1, -8, 8);
    for (Activation activation : Activation.values()) {
      try (KernelRun run = TestDevices.start(on)) {
        Array y = format.empty(run, SIZE);

        run.launch(
            "activation_forward_" + format.type,
            Launches.flat(),
            format.array(run, x, 1, SIZE),
            y,
            activation.ordinal(),
            SIZE);

        format.assertClose(format.values(run, y, 1, SIZE), ActivationTwin.values(activation, x));
      }
    }
  }

  @EachFormatAndExecution
  void givesGradients(Format format, Execution on) {
    float[] x = Numbers.uniform(format, SIZE, 1, -8, 8);
    float[] dy = Numbers.around0(format, SIZE, 2);
    float[] before = Numbers.around0(format, SIZE, 3);
    for (Activation activation : Activation.values()) {
      try (KernelRun run = TestDevices.start(on)) {
        Array dx = format.array(run, before, 1, SIZE);
        Object[] known = {
          format.array(run, dy, 1, SIZE), format.array(run, known(format, activation, x), 1, SIZE)
        };
        double[] expected = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
          expected[i] = dy[i] * ActivationTwin.slope(activation, x[i]);
        }
        String kernel = "activation_backward_" + format.type;

        run.launch(kernel, Launches.flat(), known, dx, 1, activation.ordinal(), SIZE);
        format.assertClose(format.values(run, dx, 1, SIZE), Numbers.sum(before, expected));

        run.launch(kernel, Launches.flat(), known, dx, 0, activation.ordinal(), SIZE);
        format.assertClose(format.values(run, dx, 1, SIZE), expected);
      }
    }
  }

  /** The input for swish, else the output. */
  private static float[] known(Format format, Activation activation, float[] x) {
    if (activation == Activation.SWISH) {
      return x;
    }
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = format.rounded(ActivationTwin.value(activation, x[i]));
    }
    return y;
  }

  @EachExecution
  void keepsNotANumber(Execution on) {
    for (Activation activation : Activation.values()) {
      try (KernelRun run = TestDevices.start(on)) {
        Array y = run.floats(Float.NaN);
        run.launch("activation_forward_f32", Launches.flat(), y, y, activation.ordinal(), 1);
        assertThat(run.floats(y)).containsExactly(Float.NaN);
      }
    }
  }
}
