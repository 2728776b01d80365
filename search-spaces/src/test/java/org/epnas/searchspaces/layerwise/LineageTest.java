package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {
  @Test
  void isReadBackAsItIsWritten() {
    assertThat(Lineage.of(encoded(new Lineage(17).encoding()))).isEqualTo(new Lineage(17));
  }

  @Test
  void startsAfterTheHighestNumberWhereNoneIsGiven() {
    Architecture network =
        new Architecture(
            Nets.IMAGE,
            10,
            List.of(
                Nets.conv("conv12a", 16, Activation.RELU, "input"),
                Nets.conv("b3", 16, Activation.RELU, "conv12a"),
                Nets.pool("b3"),
                Nets.classifier()),
            "");

    assertThat(Lineage.of(network).next()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(strings = {"next=", "next=0", "next=-1", "next=1;", " next=1", "filters=16"})
  void refusesAnotherEncoding(String encoding) {
    Architecture network = encoded(encoding);

    assertThatThrownBy(() -> Lineage.of(network))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("Encoding (" + encoding + ")")
        .hasMessageContaining("next=NUMBER");
  }

  private static Architecture encoded(String encoding) {
    return new Architecture(
        Nets.IMAGE,
        10,
        List.of(
            Nets.conv("stem", 16, Activation.RELU, "input"), Nets.pool("stem"), Nets.classifier()),
        encoding);
  }
}
