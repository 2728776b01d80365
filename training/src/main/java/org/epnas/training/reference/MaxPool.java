package org.epnas.training.reference;

import org.epnas.kernel.program.Op;

/** Maximum over the part of the window inside of the image; the first one in row-major order. */
final class MaxPool implements BoundOp {
  private final Operands operands;
  private final Window rows;
  private final Window columns;

  MaxPool(Op.MaxPool op, Operands operands) {
    this.operands = operands;
    Tensor x = operands.input();
    Tensor y = operands.output();
    this.rows = new Window(x.height(), y.height(), op.kernel(), op.stride(), op.padding(), 1);
    this.columns = new Window(x.width(), y.width(), op.kernel(), op.stride(), op.padding(), 1);
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    for (int plane = 0; plane < pass.images() * y.channels(); plane++) {
      int from = x.offset() + plane * x.area();
      int to = y.offset() + plane * y.area();
      for (int oy = 0; oy < y.height(); oy++) {
        for (int ox = 0; ox < y.width(); ox++) {
          y.values()[to + oy * y.width() + ox] = x.values()[largest(from, oy, ox)];
        }
      }
    }
  }

  /** Index of the maximum; where a value is NaN, of the first value or of a NaN. */
  private int largest(int plane, int oy, int ox) {
    Tensor x = operands.input();
    int best = -1;
    for (int ky = 0; ky < rows.kernel(); ky++) {
      int iy = rows.input(oy, ky);
      for (int kx = 0; kx < columns.kernel() && rows.inside(iy); kx++) {
        int ix = columns.input(ox, kx);
        if (columns.inside(ix)) {
          int index = plane + iy * x.width() + ix;
          best = best < 0 || x.values()[index] > x.values()[best] ? index : best;
        }
      }
    }
    return best;
  }

  @Override
  public void backward(BatchPass pass) {
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    Tensor x = operands.input();
    Tensor dy = operands.requiredOutputGradient();
    for (int plane = 0; plane < pass.images() * dy.channels(); plane++) {
      int from = x.offset() + plane * x.area();
      int gradient = dy.offset() + plane * dy.area();
      for (int oy = 0; oy < dy.height(); oy++) {
        for (int ox = 0; ox < dy.width(); ox++) {
          int to = largest(from, oy, ox) - x.offset() + dx.offset();
          dx.values()[to] += dy.values()[gradient + oy * dy.width() + ox];
        }
      }
    }
  }
}
