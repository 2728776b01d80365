package org.epnas.training.reference;

/** Sum of all inputs. */
final class Add implements BoundOp {
  private final Operands operands;

  Add(Operands operands) {
    this.operands = operands;
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor y = operands.output();
    for (int i = 0; i < y.size(pass.images()); i++) {
      double sum = 0;
      for (Tensor x : operands.inputs()) {
        sum += x.values()[x.offset() + i];
      }
      y.values()[y.offset() + i] = (float) sum;
    }
  }

  @Override
  public void backward(BatchPass pass) {
    Tensor dy = operands.requiredOutputGradient();
    operands.inputGradients().forEach(dx -> dx.ifPresent(to -> add(dy, to, pass)));
  }

  private static void add(Tensor dy, Tensor dx, BatchPass pass) {
    for (int i = 0; i < dy.size(pass.images()); i++) {
      dx.values()[dx.offset() + i] += dy.values()[dy.offset() + i];
    }
  }
}
