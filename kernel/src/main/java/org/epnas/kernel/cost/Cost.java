package org.epnas.kernel.cost;

import org.epnas.kernel.architecture.Architecture;

/**
 * What a network costs per sample at batch 1, computed from the architecture alone.
 *
 * @param parameters trainable parameters (count)
 * @param flops floating-point operations of a forward pass; one multiply-add is 2; batch norm,
 *     activations, pooling and additions are counted
 * @param bytesMoved bytes at fp32 where each op reads its inputs and weights once and writes its
 *     output once
 */
public record Cost(long parameters, long flops, long bytesMoved) {
  public static Cost of(Architecture architecture) {
    throw new IllegalStateException(architecture.encoding());
  }

  /** Compute intensity: FLOPs / bytes moved. */
  public double flopsPerByte() {
    return (double) flops / bytesMoved;
  }

  public Cost plus(Cost other) {
    return new Cost(
        parameters + other.parameters, flops + other.flops, bytesMoved + other.bytesMoved);
  }
}
