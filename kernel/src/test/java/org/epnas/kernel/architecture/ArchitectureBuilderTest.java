package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.epnas.kernel.architecture.Operations.conv;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ArchitectureBuilderTest {
  private final ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(3, 8, 8), 2);

  @Test
  void knowsShapesAndTheLastLayer() {
    assertThat(builder.last()).isEqualTo("input");
    assertThat(builder.add("a", conv(4, 3, 2), builder.last())).isEqualTo("a");
    assertThat(builder.last()).isEqualTo("a");
    assertThat(builder.shape("a")).hasToString("4x4x4");
    assertThat(builder.shape("input")).hasToString("3x8x8");
  }

  @Test
  void isUnchangedByARefusedLayer() {
    assertThatExceptionOfType(InvalidArchitectureException.class)
        .isThrownBy(() -> builder.add("a", conv(4, 2), "input"));
    builder.add("a", new Operation.Dense(2), "input");

    assertThat(builder.build("code"))
        .isEqualTo(
            new Architecture(
                new TensorShape(3, 8, 8),
                2,
                List.of(Layer.of("a", new Operation.Dense(2), "input")),
                "code"));
  }

  @Test
  void namesAnUnknownLayer() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> builder.shape("b"))
        .withMessage("Layer (b) was not added. Maybe use one of [input].");
  }

  @Test
  void architectureFindsLayersAndDropsDeadOnes() {
    builder.add("dead", conv(4, 3), "input");
    builder.add("a", conv(4, 3), "input");
    builder.add("dead-too", Operations.add(), "dead", "a");
    builder.add("logits", new Operation.Dense(2), "a");
    Architecture architecture = builder.build();

    assertThat(architecture.layer("a")).contains(Layer.of("a", conv(4, 3), "input"));
    assertThat(architecture.layer("b")).isEmpty();
    assertThat(architecture.liveLayers()).extracting(Layer::name).containsExactly("a", "logits");
  }
}
