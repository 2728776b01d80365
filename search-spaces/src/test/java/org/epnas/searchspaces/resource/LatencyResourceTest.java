package org.epnas.searchspaces.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.ResourceContract;
import org.junit.jupiter.api.Test;

class LatencyResourceTest extends ResourceContract {
  private final AtomicInteger measurements = new AtomicInteger();
  private final LatencyResource latency =
      new LatencyResource(_ -> measurements.incrementAndGet() * 10.0);

  @Override
  protected Resource resource() {
    return latency;
  }

  @Test
  void measuresANetworkOnceWhateverItsNames() {
    Architecture network = network("stem", 16);
    Architecture renamed = network("first", 16);

    assertThat(measure(network)).isEqualTo(10);
    assertThat(measure(renamed)).isEqualTo(10);
    assertThat(measurements).hasValue(1);
  }

  @Test
  void measuresEachNetwork() {
    assertThat(measure(network("stem", 16))).isEqualTo(10);
    assertThat(measure(network("stem", 32))).isEqualTo(20);
  }

  private double measure(Architecture network) {
    return latency.measure(network, Cost.of(network));
  }

  private static Architecture network(String name, int channels) {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(1, 4, 4), 2);
    builder.add(
        name, new Operation.Convolution(channels, 3, 1, 1, 1, Activation.RELU), Architecture.INPUT);
    builder.add("classifier", new Operation.Dense(2), builder.last());
    return builder.build();
  }
}
