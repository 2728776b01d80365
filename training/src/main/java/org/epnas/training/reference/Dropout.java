package org.epnas.training.reference;

import org.epnas.kernel.program.Op;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;

/** Inverted dropout (Srivastava et al., 2014): kept values are scaled by 1 / (1 - rate). */
final class Dropout implements BoundOp {
  private final Operands operands;
  private final Op.Dropout op;
  private final long seed;

  /** The uniform numbers of the last training step: a value is kept where they reach the rate. */
  private final float[] uniforms;

  Dropout(Op.Dropout op, Operands operands, int batchSize, long seed) {
    this.op = op;
    this.operands = operands;
    this.seed = seed;
    this.uniforms = new float[operands.output().size(batchSize)];
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    if (!pass.training()) {
      System.arraycopy(x.values(), x.offset(), y.values(), y.offset(), x.size(pass.images()));
      return;
    }
    RandomStream.fillUniform(
        uniforms, 0, uniforms.length, seed, Purpose.DROPOUT, op.stream(), pass.step());
    for (int i = 0; i < uniforms.length; i++) {
      y.values()[y.offset() + i] = x.values()[x.offset() + i] * factor(i);
    }
  }

  private float factor(int index) {
    return uniforms[index] >= (float) op.rate() ? (float) (1 / (1 - op.rate())) : 0;
  }

  @Override
  public void backward(BatchPass pass) {
    operands.inputGradient().ifPresent(this::backwardInput);
  }

  private void backwardInput(Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    for (int i = 0; i < uniforms.length; i++) {
      dx.values()[dx.offset() + i] += dy.values()[dy.offset() + i] * factor(i);
    }
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * uniforms.length;
  }
}
