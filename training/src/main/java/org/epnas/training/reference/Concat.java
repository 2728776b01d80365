package org.epnas.training.reference;

import java.util.Optional;

/** Channels of the inputs one after another. */
final class Concat implements BoundOp {
  private final Operands operands;

  Concat(Operands operands) {
    this.operands = operands;
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor y = operands.output();
    int channel = 0;
    for (Tensor x : operands.inputs()) {
      for (int n = 0; n < pass.images(); n++) {
        System.arraycopy(x.values(), x.plane(n, 0), y.values(), y.plane(n, channel), x.size(1));
      }
      channel += x.channels();
    }
  }

  @Override
  public void backward(BatchPass pass) {
    int channel = 0;
    for (int input = 0; input < operands.inputs().size(); input++) {
      Optional<Tensor> dx = operands.inputGradients().get(input);
      if (dx.isPresent()) {
        backwardInput(pass, dx.get(), channel);
      }
      channel += operands.inputs().get(input).channels();
    }
  }

  private void backwardInput(BatchPass pass, Tensor dx, int firstChannel) {
    Tensor dy = operands.requiredOutputGradient();
    for (int n = 0; n < pass.images(); n++) {
      int from = dy.plane(n, firstChannel);
      int to = dx.plane(n, 0);
      for (int i = 0; i < dx.size(1); i++) {
        dx.values()[to + i] += dy.values()[from + i];
      }
    }
  }
}
