package org.epnas.training.reference;

import org.epnas.kernel.program.Program;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015). Per channel, over the M values of the batch, with
 * xh = (x - mean) / sqrt(variance + epsilon):
 *
 * <pre>
 *   y      = scale * xh + shift
 *   dshift = sum(dy)          dscale = sum(dy * xh)
 *   dx     = scale / sqrt(variance + epsilon) * (dy - dshift / M - xh * dscale / M)
 * </pre>
 */
final class BatchNorm implements BoundOp {
  /** The four parameters of a batch normalisation. */
  record NormParameters(
      Parameters.State scale,
      Parameters.State shift,
      Parameters.State runningMean,
      Parameters.State runningVariance) {}

  /** sum(dy) and sum(dy * xh) of one channel. */
  private record Sums(double dy, double dyNormalised) {}

  private final Operands operands;
  private final NormParameters parameters;

  /** Of the last forward pass, by channel. */
  private final double[] mean;

  /** 1 / sqrt(variance + epsilon) of the last forward pass, by channel. */
  private final double[] inverseDeviation;

  BatchNorm(Operands operands, NormParameters parameters) {
    this.operands = operands;
    this.parameters = parameters;
    this.mean = new double[operands.input().channels()];
    this.inverseDeviation = new double[operands.input().channels()];
  }

  @Override
  public void forward(BatchPass pass) {
    for (int c = 0; c < mean.length; c++) {
      if (pass.training()) {
        measure(pass, c);
      } else {
        mean[c] = parameters.runningMean().values()[c];
        inverseDeviation[c] = inverseDeviation(parameters.runningVariance().values()[c]);
      }
      normalise(pass, c);
    }
  }

  /** Statistics of the batch, which also move the running ones. */
  private void measure(BatchPass pass, int c) {
    Tensor x = operands.input();
    double sum = 0;
    for (int n = 0; n < pass.images(); n++) {
      int plane = x.plane(n, c);
      for (int i = plane; i < plane + x.area(); i++) {
        sum += x.values()[i];
      }
    }
    double count = (double) pass.images() * x.area();
    mean[c] = sum / count;
    double squares = 0;
    for (int n = 0; n < pass.images(); n++) {
      int plane = x.plane(n, c);
      for (int i = plane; i < plane + x.area(); i++) {
        double difference = x.values()[i] - mean[c];
        squares += difference * difference;
      }
    }
    inverseDeviation[c] = inverseDeviation(squares / count);
    move(parameters.runningMean().values(), c, mean[c]);
    move(parameters.runningVariance().values(), c, squares / (count - 1));
  }

  private static double inverseDeviation(double variance) {
    return 1 / Math.sqrt(variance + Program.EPSILON);
  }

  private static void move(float[] running, int c, double batch) {
    double momentum = Program.STATISTICS_MOMENTUM;
    running[c] = (float) ((1 - momentum) * running[c] + momentum * batch);
  }

  private void normalise(BatchPass pass, int c) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    double factor = parameters.scale().values()[c] * inverseDeviation[c];
    double shift = parameters.shift().values()[c];
    for (int n = 0; n < pass.images(); n++) {
      int from = x.plane(n, c);
      int to = y.plane(n, c);
      for (int i = 0; i < x.area(); i++) {
        y.values()[to + i] = (float) (factor * (x.values()[from + i] - mean[c]) + shift);
      }
    }
  }

  @Override
  public void backward(BatchPass pass) {
    for (int c = 0; c < mean.length; c++) {
      Sums sums = sums(pass, c);
      parameters.shift().gradient()[c] = (float) sums.dy();
      parameters.scale().gradient()[c] = (float) sums.dyNormalised();
      if (operands.inputGradient().isPresent()) {
        backwardInput(pass, c, sums, operands.inputGradient().get());
      }
    }
  }

  private Sums sums(BatchPass pass, int c) {
    Tensor x = operands.input();
    Tensor dy = operands.requiredOutputGradient();
    double gradients = 0;
    double products = 0;
    for (int n = 0; n < pass.images(); n++) {
      int from = x.plane(n, c);
      int gradient = dy.plane(n, c);
      for (int i = 0; i < x.area(); i++) {
        double g = dy.values()[gradient + i];
        gradients += g;
        products += g * (x.values()[from + i] - mean[c]);
      }
    }
    return new Sums(gradients, products * inverseDeviation[c]);
  }

  private void backwardInput(BatchPass pass, int c, Sums sums, Tensor dx) {
    Tensor x = operands.input();
    Tensor dy = operands.requiredOutputGradient();
    double count = (double) pass.images() * x.area();
    double factor = parameters.scale().values()[c] * inverseDeviation[c];
    double meanGradient = sums.dy() / count;
    double slope = sums.dyNormalised() * inverseDeviation[c] / count;
    for (int n = 0; n < pass.images(); n++) {
      int from = x.plane(n, c);
      int gradient = dy.plane(n, c);
      int to = dx.plane(n, c);
      for (int i = 0; i < x.area(); i++) {
        double centred = x.values()[from + i] - mean[c];
        double g = dy.values()[gradient + i] - meanGradient - slope * centred;
        dx.values()[to + i] += (float) (factor * g);
      }
    }
  }

  @Override
  public long bytes() {
    return (long) Double.BYTES * (mean.length + inverseDeviation.length);
  }
}
