package org.epnas.training.reference;

import org.epnas.kernel.program.Op;

/** Mean over the part of the window inside of the image. */
final class AveragePool implements BoundOp {
  /** The part of a window along one dimension that lies inside: from, inclusive, to, exclusive. */
  private record Span(int from, int to) {
    static Span of(Window window, int output) {
      int from = window.input(output, 0);
      return new Span(Math.max(0, from), Math.min(window.inputs(), from + window.kernel()));
    }

    int length() {
      return to - from;
    }
  }

  private final Operands operands;
  private final Window rows;
  private final Window columns;

  AveragePool(Op.AveragePool op, Operands operands) {
    this.operands = operands;
    Tensor x = operands.input();
    Tensor y = operands.output();
    this.rows = new Window(x.height(), y.height(), op.kernel(), op.stride(), op.padding(), 1);
    this.columns = new Window(x.width(), y.width(), op.kernel(), op.stride(), op.padding(), 1);
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor y = operands.output();
    for (int plane = 0; plane < pass.images() * y.channels(); plane++) {
      int to = y.offset() + plane * y.area();
      for (int oy = 0; oy < y.height(); oy++) {
        for (int ox = 0; ox < y.width(); ox++) {
          y.values()[to + oy * y.width() + ox] =
              (float) mean(plane, Span.of(rows, oy), Span.of(columns, ox));
        }
      }
    }
  }

  private double mean(int plane, Span vertical, Span horizontal) {
    Tensor x = operands.input();
    int from = x.offset() + plane * x.area();
    double sum = 0;
    for (int iy = vertical.from(); iy < vertical.to(); iy++) {
      for (int ix = horizontal.from(); ix < horizontal.to(); ix++) {
        sum += x.values()[from + iy * x.width() + ix];
      }
    }
    return sum / (vertical.length() * horizontal.length());
  }

  @Override
  public void backward(BatchPass pass) {
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    for (int plane = 0; plane < pass.images() * dy.channels(); plane++) {
      int from = dy.offset() + plane * dy.area();
      for (int oy = 0; oy < dy.height(); oy++) {
        for (int ox = 0; ox < dy.width(); ox++) {
          float gradient = dy.values()[from + oy * dy.width() + ox];
          spread(gradient, dx, plane, Span.of(rows, oy), Span.of(columns, ox));
        }
      }
    }
  }

  private static void spread(float gradient, Tensor dx, int plane, Span vertical, Span horizontal) {
    int to = dx.offset() + plane * dx.area();
    float share = gradient / (vertical.length() * horizontal.length());
    for (int iy = vertical.from(); iy < vertical.to(); iy++) {
      for (int ix = horizontal.from(); ix < horizontal.to(); ix++) {
        dx.values()[to + iy * dx.width() + ix] += share;
      }
    }
  }
}
