package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.searchspaces.RandomWalk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Rerouting} allows is exactly what the kernel's rules allow: neither is a valid
 * transformation masked nor an invalid one offered.
 */
class MasksTest {
  private static final int STEPS = 25;

  /** The networks of a random walk from the twentieth step on. */
  private static List<Graph> networks(int walk) {
    LayerwiseSpace space = new LayerwiseSpace(new TensorShape(3, 24, 20), 4);
    RandomStream random = RandomStream.of(3, Purpose.STRATEGY, walk, 0);
    return RandomWalk.from(space.initial(), space, STEPS, random).stream()
        .skip(20)
        .map(Graph::new)
        .toList();
  }

  private static IntStream positions(Graph graph) {
    return IntStream.range(0, graph.size()).filter(graph::carriesMap);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void removalsAreValidExactlyWhereShapesFit(int walk) {
    for (Graph graph : networks(walk)) {
      positions(graph).filter(i -> !graph.readsInput(i)).forEach(i -> assertRemoval(graph, i));
    }
  }

  private static void assertRemoval(Graph graph, int position) {
    Optional<TensorShape> foretold = Rerouting.toLayer(graph, position, graph.mainSource(position));
    Optional<TensorShape> real =
        attempt(() -> new Removal(position).perform(graph))
            .map(child -> new Graph(child).finalMap());
    assertThat(foretold)
        .as("last map without %s of %s", graph.name(position), graph.architecture())
        .isEqualTo(real);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void insertionsOfAnotherShapeAreValidExactlyWhereItFits(int walk) {
    for (Graph graph : networks(walk)) {
      positions(graph)
          .forEach(i -> {
            assertInsertion(graph, Insertion.plain(i, LayerType.REDUCTION));
            assertInsertion(graph, Insertion.plain(i, LayerType.CONVOLUTION).withWidened(true));
          });
    }
  }

  private static void assertInsertion(Graph graph, Insertion insertion) {
    TensorShape shape =
        graph
            .shape(insertion.position())
            .strided(insertion.stride())
            .withChannels(insertion.channels(graph));
    Optional<TensorShape> foretold = Rerouting.toShape(graph, insertion.position(), shape);
    Optional<Architecture> real = attempt(() -> insertion.perform(graph));
    assertThat(foretold.isPresent())
        .as("%s in %s", insertion, graph.architecture())
        .isEqualTo(real.isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void channelsOfEveryLayerThatHasItsOwnCanBeScaled(int walk) {
    for (Graph graph : networks(walk)) {
      ChannelGroups groups = new ChannelGroups(graph);
      positions(graph)
          .filter(i -> graph.operation(i) instanceof Operation.OwnChannels)
          .forEach(i ->
              assertThat(groups.resizable(i))
                  .as("%s of %s", graph.name(i), graph.architecture())
                  .isTrue());
    }
  }

  private static Optional<Architecture> attempt(Supplier<Architecture> transformation) {
    try {
      return Optional.of(transformation.get());
    } catch (InvalidArchitectureException _) {
      return Optional.empty();
    }
  }
}
