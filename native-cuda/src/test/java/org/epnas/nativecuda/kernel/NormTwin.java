package org.epnas.nativecuda.kernel;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Program;

/**
 * Batch normalisation, addition and activation as plain loops, in double precision.
 *
 * @param x (N, C, area)
 * @param addend like x, zeros for none
 */
record NormTwin(
    int channels,
    int area,
    float[] x,
    float[] addend,
    float[] scale,
    float[] shift,
    Activation activation) {
  int channel(int i) {
    return i / area % channels;
  }

  /** Values of a channel. */
  int count() {
    return x.length / channels;
  }

  double[] means() {
    double[] means = new double[channels];
    for (int i = 0; i < x.length; i++) {
      means[channel(i)] += x[i] / (double) count();
    }
    return means;
  }

  /** Sum of squared distances from the mean. */
  double[] squares() {
    double[] means = means();
    double[] squares = new double[channels];
    for (int i = 0; i < x.length; i++) {
      squares[channel(i)] += Math.pow(x[i] - means[channel(i)], 2);
    }
    return squares;
  }

  double[] inverseDeviations() {
    double[] result = squares();
    for (int c = 0; c < channels; c++) {
      result[c] = 1 / Math.sqrt(result[c] / count() + Program.EPSILON);
    }
    return result;
  }

  private double normalised(int i, double[] means, double[] inverseDeviations) {
    return (x[i] - means[channel(i)]) * inverseDeviations[channel(i)];
  }

  private double preactivation(int i, double[] means, double[] inverseDeviations) {
    int c = channel(i);
    return scale[c] * normalised(i, means, inverseDeviations) + shift[c] + addend[i];
  }

  double[] outputs() {
    double[] means = means();
    double[] inverseDeviations = inverseDeviations();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = ActivationTwin.value(activation, preactivation(i, means, inverseDeviations));
    }
    return y;
  }

  /**
   * @param preactivation with respect to the sum before the activation, and to the addend
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Gradients(double[] preactivation, double[] input, double[] scale, double[] shift) {}

  Gradients gradients(float[] dy) {
    double[] means = means();
    double[] inverseDeviations = inverseDeviations();
    double[] g = new double[x.length];
    double[] dx = new double[x.length];
    double[] dScale = new double[channels];
    double[] dShift = new double[channels];
    for (int i = 0; i < x.length; i++) {
      double z = preactivation(i, means, inverseDeviations);
      g[i] = dy[i] * ActivationTwin.slope(activation, z);
      dShift[channel(i)] += g[i];
      dScale[channel(i)] += g[i] * normalised(i, means, inverseDeviations);
    }
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      double slope = normalised(i, means, inverseDeviations) * dScale[c];
      dx[i] = scale[c] * inverseDeviations[c] * (g[i] - (dShift[c] + slope) / count());
    }
    return new Gradients(g, dx, dScale, dShift);
  }
}
