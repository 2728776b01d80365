package org.epnas.training.reference;

import org.epnas.kernel.architecture.Activation;

/** Element-wise non-linearity. The derivative is 0 at the corners of a clipped line. */
final class Activate implements BoundOp {
  private final Operands operands;
  private final Activation activation;

  Activate(Operands operands, Activation activation) {
    this.operands = operands;
    this.activation = activation;
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    for (int i = 0; i < x.size(pass.images()); i++) {
      y.values()[y.offset() + i] = (float) value(x.values()[x.offset() + i]);
    }
  }

  private double value(double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(6, Math.max(0, x));
      case SWISH -> x * sigmoid(x);
    };
  }

  @Override
  public void backward(BatchPass pass) {
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    // The plan keeps the one of the two that the derivative is made of.
    Tensor known = activation == Activation.SWISH ? operands.input() : operands.output();
    for (int i = 0; i < dx.size(pass.images()); i++) {
      double slope = derivative(known.values()[known.offset() + i]);
      dx.values()[dx.offset() + i] += (float) (slope * dy.values()[dy.offset() + i]);
    }
  }

  /**
   * @param known y for clipped lines, x for swish
   */
  private double derivative(double known) {
    return switch (activation) {
      case NONE -> 1;
      case RELU -> known > 0 ? 1 : 0;
      case RELU6 -> known > 0 && known < 6 ? 1 : 0;
      case SWISH -> sigmoid(known) * (1 + known * (1 - sigmoid(known)));
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
