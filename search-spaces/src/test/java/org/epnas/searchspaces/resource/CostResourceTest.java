package org.epnas.searchspaces.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostResourceTest {
  private static final List<Resource> ALL =
      List.of(
          CostResource.PARAMETERS,
          CostResource.SIZE,
          CostResource.FLOPS,
          CostResource.INTENSITY,
          new LatencyResource(_ -> 1));

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameters<=1000000",
        "size<=4MB",
        "flops<=2.5E7FLOPs",
        "intensity>=4FLOPs/byte!",
        "latency<=0.5ms"
      })
  void constraintsAreReadBackAsTheyAreWritten(String text) {
    ConstraintParser parser = new ConstraintParser(ALL);

    Constraint constraint = parser.parse(text);

    assertThat(parser.parse(constraint.toString())).isEqualTo(constraint);
  }

  private static Architecture dense() {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(2, 3, 5), 4);
    builder.add("classifier", new Operation.Dense(4), Architecture.INPUT);
    return builder.build();
  }
}
