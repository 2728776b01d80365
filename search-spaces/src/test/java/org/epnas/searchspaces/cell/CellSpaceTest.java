package org.epnas.searchspaces.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.searchspaces.RandomWalk;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return CellSpace::new;
  }

  static Stream<TensorShape> images() {
    return Stream.of(
        new TensorShape(1, 1, 1),
        new TensorShape(4, 3, 9),
        new TensorShape(1, 15, 64),
        new TensorShape(3, 32, 32));
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyNetworkIsThatOfItsGenotypeAndHasNoDeadLayer(TensorShape image) {
    SearchSpace space = new CellSpace(image, 3);
    RandomStream random = RandomStream.of(8, Purpose.STRATEGY, image.elements(), 0);

    for (Architecture network : RandomWalk.from(space.initial(), space, 60, random)) {
      Genotype genotype = GenotypeText.parse(network.encoding());
      assertThat(network).isEqualTo(CellNetwork.of(image, 3, genotype));
      assertThat(network.layers().subList(0, network.layers().size() - 1))
          .as("layers of %s", network.encoding())
          .allMatch(layer -> read(network, layer.name()));
    }
  }

  private static boolean read(Architecture network, String name) {
    return network.layers().stream().anyMatch(layer -> layer.inputs().contains(name));
  }

  @Test
  void aNameStandsForOneTypeOfLayerInALineage() {
    SearchSpace space = new CellSpace(new TensorShape(1, 16, 16), 10);
    RandomStream random = RandomStream.of(9, Purpose.STRATEGY, 0, 0);
    Map<String, Class<?>> types = new HashMap<>();

    for (Architecture network : RandomWalk.from(space.initial(), space, 200, random)) {
      for (Layer layer : network.layers()) {
        Class<?> type = layer.operation().getClass();
        assertThat(types.computeIfAbsent(layer.name(), _ -> type))
            .as("type of %s", layer)
            .isEqualTo(type);
      }
    }
  }

  @Test
  void refusesToAdaptANetworkWithoutACell() {
    Architecture initial = new CellSpace(new TensorShape(1, 8, 8), 2).initial();
    Architecture bare =
        new Architecture(initial.input(), initial.classes(), initial.layers(), "next=5");

    assertThatThrownBy(() -> new CellSpace(new TensorShape(1, 8, 8), 2).transformations(bare))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("(next=5) does not read like (filters=16;cells=1;next=2)");
  }
}
