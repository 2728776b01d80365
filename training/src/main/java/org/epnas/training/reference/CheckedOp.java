package org.epnas.training.reference;

import java.util.Optional;
import org.epnas.training.backend.BackendException;

/**
 * An op whose results are checked for NaN and infinity, so that the first op to give one is named.
 */
final class CheckedOp implements BoundOp {
  private final BoundOp op;
  private final Operands operands;
  private final String description;

  /**
   * @param description of the op, for the error
   */
  CheckedOp(BoundOp op, Operands operands, String description) {
    this.op = op;
    this.operands = operands;
    this.description = description;
  }

  @Override
  public void forward(BatchPass pass) {
    op.forward(pass);
    check(operands.output(), pass, "output");
  }

  @Override
  public void backward(BatchPass pass) {
    op.backward(pass);
    operands.inputGradients().stream()
        .flatMap(Optional::stream)
        .forEach(gradient -> check(gradient, pass, "input gradient"));
  }

  @Override
  public long bytes() {
    return op.bytes();
  }

  private void check(Tensor tensor, BatchPass pass, String what) {
    for (int i = 0; i < tensor.size(pass.images()); i++) {
      float value = tensor.values()[tensor.offset() + i];
      if (!Float.isFinite(value)) {
        throw new BackendException(
            "%s gave (%s) in image %s of its %s on device (%s). Maybe use --precision fp32 or a larger --batch-size, or look for it in the weights and images."
                .formatted(
                    description, value, i / tensor.size(1), what, ReferenceBackend.DEVICE.id()));
      }
    }
  }
}
