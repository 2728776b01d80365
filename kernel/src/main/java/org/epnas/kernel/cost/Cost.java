package org.epnas.kernel.cost;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureMemo;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * What a network costs per sample at batch 1, computed from the architecture alone: inference, op
 * by op, without fusion.
 *
 * @param parameters trainable parameters (count)
 * @param flops floating-point operations of a forward pass; one multiply-add is 2; batch norm,
 *     activations, pooling and additions are counted
 * @param bytesMoved bytes at fp32 where each op reads its inputs and weights once and writes its
 *     output once; dropout is not there in inference and moves nothing
 */
public record Cost(long parameters, long flops, long bytesMoved) {
  private static final Cost NONE = new Cost(0, 0, 0);

  private static final ArchitectureMemo<Cost> KNOWN =
      new ArchitectureMemo<>(architecture -> of(Program.of(architecture)));

  /** Cost of the layers that reach the output. */
  public static Cost of(Architecture architecture) {
    return KNOWN.of(architecture);
  }

  /** Sum over the program's ops. */
  public static Cost of(Program program) {
    return program.ops().stream().map(op -> of(program, op)).reduce(NONE, Cost::plus);
  }

  /**
   * Cost of one op of a program. FLOPs per output value:
   *
   * <ul>
   *   <li>convolution 2 * kernel^2 * input channels / groups; dense 2 * features + 1 (the bias)
   *   <li>batch norm 2: scale and shift, the statistics folded in
   *   <li>ReLU 1; ReLU6 2; swish 4 (negate, exponential, add, divide)
   *   <li>max and average pooling kernel^2, padding included; global pooling 1 per input value
   *   <li>addition of n tensors n - 1; concatenation and dropout 0
   * </ul>
   */
  public static Cost of(Program program, Op op) {
    return new Cost(
        OpCost.trainableParameters(program, op),
        OpCost.flops(program, op),
        OpCost.bytesMoved(program, op));
  }

  /** Compute intensity: FLOPs / bytes moved. */
  public double flopsPerByte() {
    return (double) flops / bytesMoved;
  }

  /** Both networks together, component by component. */
  public Cost plus(Cost other) {
    return new Cost(
        parameters + other.parameters, flops + other.flops, bytesMoved + other.bytesMoved);
  }
}
