package org.epnas.training.reference;

import java.util.Arrays;
import org.epnas.kernel.program.Op;

/**
 * Cross-correlation. With p(o, t) the input position of tap t:
 *
 * <pre>
 *   y[n,k,oy,ox]  = sum over c, ky, kx        of w[k,c,ky,kx] * x[n, group(k) + c, p(oy,ky), p(ox,kx)]
 *   dw[k,c,ky,kx] = sum over n, oy, ox        of dy[n,k,oy,ox] * x[n, group(k) + c, p(oy,ky), p(ox,kx)]
 *   dx[n,c,iy,ix] = sum over k, and over all taps and outputs that read (iy, ix), of w * dy
 * </pre>
 */
final class Convolution implements BoundOp {
  private final Operands operands;
  private final Parameters.State weight;
  private final Window rows;
  private final Window columns;
  private final int kernel;
  private final int inputsPerGroup;
  private final int outputsPerGroup;

  /** One row of sums. */
  private final double[] sums;

  Convolution(Op.Convolution op, Operands operands, Parameters.State weight) {
    this.operands = operands;
    this.weight = weight;
    Tensor x = operands.input();
    Tensor y = operands.output();
    this.kernel = op.kernel();
    this.rows =
        new Window(x.height(), y.height(), kernel, op.stride(), op.padding(), op.dilation());
    this.columns =
        new Window(x.width(), y.width(), kernel, op.stride(), op.padding(), op.dilation());
    this.inputsPerGroup = x.channels() / op.groups();
    this.outputsPerGroup = y.channels() / op.groups();
    this.sums = new double[Math.max(x.width(), y.width())];
  }

  @Override
  public void forward(BatchPass pass) {
    Tensor y = operands.output();
    for (int n = 0; n < pass.images(); n++) {
      for (int k = 0; k < y.channels(); k++) {
        for (int oy = 0; oy < y.height(); oy++) {
          forwardRow(n, k, oy);
        }
      }
    }
  }

  private void forwardRow(int n, int k, int oy) {
    Tensor x = operands.input();
    Tensor y = operands.output();
    Arrays.fill(sums, 0);
    for (int c = 0; c < inputsPerGroup; c++) {
      for (int ky = 0; ky < kernel; ky++) {
        int iy = rows.input(oy, ky);
        if (rows.inside(iy)) {
          int row = x.row(n, firstInput(k) + c, iy);
          for (int kx = 0; kx < kernel; kx++) {
            addTap(weight.values()[tap(k, c, ky, kx)], x.values(), row, kx);
          }
        }
      }
    }
    int to = y.row(n, k, oy);
    for (int ox = 0; ox < y.width(); ox++) {
      y.values()[to + ox] = (float) sums[ox];
    }
  }

  private void addTap(double w, float[] x, int row, int kx) {
    int from = row + columns.input(0, kx);
    int end = columns.endOutput(kx);
    for (int ox = columns.firstOutput(kx); ox < end; ox++) {
      sums[ox] += w * x[from + ox * columns.stride()];
    }
  }

  @Override
  public void backward(BatchPass pass) {
    for (int k = 0; k < operands.output().channels(); k++) {
      for (int c = 0; c < inputsPerGroup; c++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            weight.gradient()[tap(k, c, ky, kx)] = (float) tapGradient(pass, k, c, ky, kx);
          }
        }
      }
    }
    operands.inputGradient().ifPresent(dx -> backwardInput(pass, dx));
  }

  private double tapGradient(BatchPass pass, int k, int c, int ky, int kx) {
    Tensor x = operands.input();
    Tensor dy = operands.requiredOutputGradient();
    int firstX = columns.firstOutput(kx);
    int endX = columns.endOutput(kx);
    int endY = rows.endOutput(ky);
    double sum = 0;
    for (int n = 0; n < pass.images(); n++) {
      for (int oy = rows.firstOutput(ky); oy < endY; oy++) {
        int from = x.row(n, firstInput(k) + c, rows.input(oy, ky)) + columns.input(0, kx);
        int gradient = dy.row(n, k, oy);
        for (int ox = firstX; ox < endX; ox++) {
          sum += (double) dy.values()[gradient + ox] * x.values()[from + ox * columns.stride()];
        }
      }
    }
    return sum;
  }

  private void backwardInput(BatchPass pass, Tensor dx) {
    for (int n = 0; n < pass.images(); n++) {
      for (int c = 0; c < dx.channels(); c++) {
        for (int iy = 0; iy < dx.height(); iy++) {
          backwardRow(n, c, iy, dx);
        }
      }
    }
  }

  private void backwardRow(int n, int channel, int iy, Tensor dx) {
    Tensor dy = operands.requiredOutputGradient();
    int firstOutput = channel / inputsPerGroup * outputsPerGroup;
    int c = channel % inputsPerGroup;
    Arrays.fill(sums, 0);
    for (int ky = 0; ky < kernel; ky++) {
      int oy = rows.outputReading(iy, ky);
      if (oy >= 0) {
        for (int k = firstOutput; k < firstOutput + outputsPerGroup; k++) {
          int row = dy.row(n, k, oy);
          for (int kx = 0; kx < kernel; kx++) {
            addTapGradient(weight.values()[tap(k, c, ky, kx)], dy.values(), row, kx);
          }
        }
      }
    }
    int to = dx.row(n, channel, iy);
    for (int ix = 0; ix < dx.width(); ix++) {
      dx.values()[to + ix] += (float) sums[ix];
    }
  }

  private void addTapGradient(double w, float[] dy, int row, int kx) {
    int to = columns.input(0, kx);
    int end = columns.endOutput(kx);
    for (int ox = columns.firstOutput(kx); ox < end; ox++) {
      sums[to + ox * columns.stride()] += w * dy[row + ox];
    }
  }

  /** First input channel that output channel {@code k} sees. */
  private int firstInput(int k) {
    return k / outputsPerGroup * inputsPerGroup;
  }

  private int tap(int k, int c, int ky, int kx) {
    return ((k * inputsPerGroup + c) * kernel + ky) * kernel + kx;
  }
}
