package org.epnas.policy.nn;

import java.util.random.RandomGenerator;

/** {@code y = x W + b} with W (inputs, outputs), on rows. */
public final class Linear {
  private final Parameters parameters;
  private final Parameters.Slice weight;
  private final Parameters.Slice bias;
  private final VectorMath math;

  /** Glorot-uniform weights (Glorot and Bengio 2010), zero bias. */
  public Linear(
      Parameters parameters,
      String name,
      int inputs,
      int outputs,
      VectorMath math,
      RandomGenerator random) {
    this.parameters = parameters;
    this.math = math;
    double bound = Math.sqrt(6.0 / (inputs + outputs));
    weight = parameters.allocateUniform(name + ".weight", inputs, outputs, bound, random);
    bias = parameters.allocate(name + ".bias", 1, outputs);
  }

  public int inputs() {
    return weight.rows();
  }

  public int outputs() {
    return weight.columns();
  }

  /**
   * @param x (rows, inputs)
   * @param y (rows, outputs), overwritten
   */
  public void forward(int rows, float[] x, float[] y) {
    float[] values = parameters.values();
    math.gemm()
        .affine(
            rows, outputs(), inputs(), x, 0, values, weight.offset(), values, bias.offset(), y, 0);
  }

  /**
   * Adds to the gradients of W, b and x.
   *
   * @param x of the forward pass
   * @param dy gradient of y (rows, outputs)
   * @param dx gradient of x (rows, inputs)
   */
  public void backward(int rows, float[] x, float[] dy, float[] dx) {
    float[] gradients = parameters.gradients();
    Gemm gemm = math.gemm();
    gemm.tn(inputs(), outputs(), rows, x, 0, dy, 0, gradients, weight.offset(), true);
    math.elementwise().addRows(rows, outputs(), dy, 0, gradients, bias.offset());
    gemm.nt(rows, inputs(), outputs(), dy, 0, parameters.values(), weight.offset(), dx, 0, true);
  }
}
