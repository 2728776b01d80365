package org.epnas.searchspaces.resource;

import java.util.function.ToDoubleFunction;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;

/** A resource that follows from the {@link Cost}, and so from the architecture alone. */
record CostResource(Descriptor descriptor, ToDoubleFunction<Cost> value) implements Resource {
  static final CostResource PARAMETERS =
      atMost("parameters", "", "trainable parameters", Cost::parameters);

  static final CostResource SIZE =
      atMost("size", "MB", "trainable parameters at fp32, in 10^6 bytes", CostResource::megabytes);

  static final CostResource FLOPS =
      atMost(
          "flops",
          "FLOPs",
          "floating-point operations of one image's forward pass, a multiply-add counted as 2",
          Cost::flops);

  /**
   * Compute intensity: few bytes per FLOP keep an accelerator busy (Williams et al. 2009,
   * roofline).
   */
  static final CostResource INTENSITY =
      new CostResource(
          new Descriptor(
              "intensity",
              "FLOPs/byte",
              Direction.AT_LEAST,
              "FLOPs per byte moved at fp32, each op reading and writing memory once"),
          Cost::flopsPerByte);

  private static CostResource atMost(
      String name, String unit, String description, ToDoubleFunction<Cost> value) {
    return new CostResource(new Descriptor(name, unit, Direction.AT_MOST, description), value);
  }

  private static double megabytes(Cost cost) {
    return cost.parameters() * (double) Float.BYTES / 1e6;
  }

  @Override
  public double measure(Architecture architecture, Cost cost) {
    return value.applyAsDouble(cost);
  }
}
