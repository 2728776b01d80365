package org.epnas.searchspaces.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.ResourceContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CostResourceTest {
  /** One dense layer on a 2x3x5 image. */
  private final Architecture dense = dense();

  @Test
  void readsTheCost() {
    // 30 inputs, 4 classes: 30 * 4 weights + 4 biases = 124 parameters, 4 bytes each.
    // FLOPs 2 * 120 + 4 = 244. Bytes 4 * (30 in + 124 parameters + 4 out) = 632.
    Cost cost = Cost.of(dense);

    assertThat(CostResource.PARAMETERS.measure(dense, cost)).isEqualTo(124);
    assertThat(CostResource.SIZE.measure(dense, cost)).isEqualTo(0.000496);
    assertThat(CostResource.FLOPS.measure(dense, cost)).isEqualTo(244);
    assertThat(CostResource.INTENSITY.measure(dense, cost)).isEqualTo(244.0 / 632);
  }

  @Nested
  class Parameters extends ResourceContract {
    @Override
    protected Resource resource() {
      return CostResource.PARAMETERS;
    }
  }

  @Nested
  class Size extends ResourceContract {
    @Override
    protected Resource resource() {
      return CostResource.SIZE;
    }
  }

  @Nested
  class Flops extends ResourceContract {
    @Override
    protected Resource resource() {
      return CostResource.FLOPS;
    }
  }

  @Nested
  class Intensity extends ResourceContract {
    @Override
    protected Resource resource() {
      return CostResource.INTENSITY;
    }
  }

  private static Architecture dense() {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(2, 3, 5), 4);
    builder.add("classifier", new Operation.Dense(4), Architecture.INPUT);
    return builder.build();
  }
}
