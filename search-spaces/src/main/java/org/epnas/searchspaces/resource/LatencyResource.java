package org.epnas.searchspaces.resource;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;

/**
 * Time of one image on the run's device. Each network is measured once, by its canonical hash: a
 * second measurement would give another value and so judge the same network twice.
 */
final class LatencyResource implements Resource {
  private static final Descriptor DESCRIPTOR =
      new Descriptor(
          "latency",
          "ms",
          Direction.AT_MOST,
          "median time of one image's forward pass on the device, measured");

  private final LatencyMeter meter;
  private final ConcurrentMap<String, Double> milliseconds = new ConcurrentHashMap<>();

  LatencyResource(LatencyMeter meter) {
    this.meter = meter;
  }

  @Override
  public Descriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public boolean slow() {
    return true;
  }

  @Override
  public double measure(Architecture architecture, Cost cost) {
    return milliseconds.computeIfAbsent(
        architecture.canonicalForm().hash(), _ -> meter.milliseconds(architecture));
  }
}
