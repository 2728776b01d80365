package org.epnas.training.reference;

/** y = weight * x + bias, x flattened. */
final class Dense implements BoundOp {
  private final Operands operands;
  private final Parameters.State weight;
  private final Parameters.State bias;
  private final int features;
  private final int units;

  Dense(Operands operands, Parameters.State weight, Parameters.State bias) {
    this.operands = operands;
    this.weight = weight;
    this.bias = bias;
    this.features = operands.input().size(1);
    this.units = operands.output().channels();
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    for (int n = 0; n < pass.images(); n++) {
      int from = x.plane(n, 0);
      for (int unit = 0; unit < units; unit++) {
        double sum = bias.values()[unit];
        for (int feature = 0; feature < features; feature++) {
          sum += (double) weight.values()[unit * features + feature] * x.values()[from + feature];
        }
        y.values()[y.plane(n, unit)] = (float) sum;
      }
    }
  }

  @Override
  public void backward(BatchPass pass) {
    for (int unit = 0; unit < units; unit++) {
      backwardParameters(pass, unit);
    }
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private void backwardParameters(BatchPass pass, int unit) {
    Tensor x = operands.input();
    Tensor dy = operands.requiredOutputGradient();
    double[] sums = new double[features];
    double biasGradient = 0;
    for (int n = 0; n < pass.images(); n++) {
      int from = x.plane(n, 0);
      double gradient = dy.values()[dy.plane(n, unit)];
      biasGradient += gradient;
      for (int feature = 0; feature < features; feature++) {
        sums[feature] += gradient * x.values()[from + feature];
      }
    }
    bias.gradient()[unit] = (float) biasGradient;
    for (int feature = 0; feature < features; feature++) {
      weight.gradient()[unit * features + feature] = (float) sums[feature];
    }
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    for (int n = 0; n < pass.images(); n++) {
      double[] sums = new double[features];
      for (int unit = 0; unit < units; unit++) {
        double gradient = dy.values()[dy.plane(n, unit)];
        for (int feature = 0; feature < features; feature++) {
          sums[feature] += gradient * weight.values()[unit * features + feature];
        }
      }
      int to = dx.plane(n, 0);
      for (int feature = 0; feature < features; feature++) {
        dx.values()[to + feature] += (float) sums[feature];
      }
    }
  }
}
