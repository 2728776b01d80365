package org.epnas.training.reference;

/** Mean of each channel of each image. */
final class GlobalAveragePool implements BoundOp {
  private final Operands operands;

  GlobalAveragePool(Operands operands) {
    this.operands = operands;
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    for (int plane = 0; plane < pass.images() * x.channels(); plane++) {
      int from = x.offset() + plane * x.area();
      double sum = 0;
      for (int i = from; i < from + x.area(); i++) {
        sum += x.values()[i];
      }
      y.values()[y.offset() + plane] = (float) (sum / x.area());
    }
  }

  @Override
  public void backward(BatchPass pass) {
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    for (int plane = 0; plane < pass.images() * dx.channels(); plane++) {
      int to = dx.offset() + plane * dx.area();
      float share = dy.values()[dy.offset() + plane] / dx.area();
      for (int i = to; i < to + dx.area(); i++) {
        dx.values()[i] += share;
      }
    }
  }
}
