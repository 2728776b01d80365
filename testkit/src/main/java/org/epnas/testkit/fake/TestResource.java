package org.epnas.testkit.fake;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;

/** Resources for tests, computed from the cost. */
public record TestResource(Descriptor descriptor, ToDoubleFunction<Cost> measure)
    implements Resource {
  public static final Resource PARAMETERS =
      of("parameters", "", Direction.AT_MOST, Cost::parameters);
  public static final Resource FLOPS = of("flops", "FLOPs", Direction.AT_MOST, Cost::flops);
  public static final Resource INTENSITY =
      of("intensity", "FLOPs/byte", Direction.AT_LEAST, Cost::flopsPerByte);

  /** Pretends that a device does one FLOP per nanosecond. */
  public static final Resource LATENCY =
      of("latency", "ms", Direction.AT_MOST, cost -> cost.flops() / 1e6);

  public static final List<Resource> ALL = List.of(PARAMETERS, FLOPS, INTENSITY, LATENCY);

  public static Resource of(
      String name, String unit, Direction direction, ToDoubleFunction<Cost> measure) {
    return new TestResource(new Descriptor(name, unit, direction, "for tests"), measure);
  }

  @Override
  public double measure(Architecture architecture, Cost cost) {
    return measure.applyAsDouble(cost);
  }
}
