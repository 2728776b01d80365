package org.epnas.searchspaces.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.searchspaces.RandomWalk;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nasbench101SpaceTest extends SearchSpaceContract {
  private final Nasbench101Space space = new Nasbench101Space(new TensorShape(3, 32, 32), 10);

  @Override
  protected SearchSpace.Factory factory() {
    return Nasbench101Space::new;
  }

  /** Parameters that the benchmark publishes for some of its smallest cells. */
  @ParameterizedTest
  @CsvSource({
    // Input to output: 3,712 of the stem, 873,728 of nine 1x1 convolutions, 5,130 of the head.
    "1-, 882570",
    "7-0, 11051402",
    "7-1, 2793866",
    "7-2, 1756298",
    "5-0, 10177674",
    "5-1, 1920138",
    "5-2, 882570"
  })
  void smallCellsHaveThePublishedParameters(String cell, long parameters) {
    assertThat(Cost.of(network(cell)).parameters()).isEqualTo(parameters);
  }

  /** One vertex, all channels: 3 * (9 * 128^2 + 2 * 128) for the first stack, and so on. */
  @Test
  void aChainOfAConvolutionByHand() {
    long stem = 27 * 128 + 256;
    long projections =
        3 * (128 * 128 + 256)
            + (128 * 256 + 512)
            + 2 * (256 * 256 + 512)
            + (256 * 512 + 1024)
            + 2 * (512 * 512 + 1024);
    long convolutions =
        3 * (9 * 128 * 128 + 256) + 3 * (9 * 256 * 256 + 512) + 3 * (9 * 512 * 512 + 1024);

    assertThat(Cost.of(network("5-0")).parameters())
        .isEqualTo(stem + projections + convolutions + 512 * 10 + 10);
  }

  /**
   * Input to 1, 2 and 3, all three to the output, 1 also to 3: 128 channels are shared out as 43,
   * 43 and 42, so that 3 reads all channels of 1 but the last.
   */
  @Test
  void aVertexThatIsReadByANarrowerOneIsMadeInTwoParts() {
    Graph graph =
        new Graph(
                List.of(
                    VertexOperation.CONVOLUTION_1,
                    VertexOperation.CONVOLUTION_1,
                    VertexOperation.CONVOLUTION_3),
                0)
            .withEdgeToggled(0, 1)
            .withEdgeToggled(0, 2)
            .withEdgeToggled(0, 3)
            .withEdgeToggled(1, 3)
            .withEdgeToggled(1, 4)
            .withEdgeToggled(2, 4)
            .withEdgeToggled(3, 4);

    assertThat(VertexChannels.of(graph, 128)).containsExactly(0, 43, 43, 42, 128);
    Architecture network = network(graph.toString());
    assertThat(layer(network, "stack0.cell0.v3.sum").inputs())
        .containsExactly("stack0.cell0.v1.head.conv1x1", "stack0.cell0.v3.input");
    assertThat(network.shapes().get("stack0.cell0.v1.head.conv1x1").channels()).isEqualTo(42);
    assertThat(network.shapes().get("stack0.cell0.v1.last.conv1x1").channels()).isEqualTo(1);
    assertThat(layer(network, "stack0.cell0.concat").inputs()).hasSize(4);
    assertThat(network.shapes().get("stack0.cell0.concat").channels()).isEqualTo(128);
  }

  /** The left-over channels go to the first vertices; what leads on takes the widest reader's. */
  @Test
  void channelsAsTheBenchmarkComputesThem() {
    Graph chain =
        new Graph(
                List.of(
                    VertexOperation.CONVOLUTION_3,
                    VertexOperation.CONVOLUTION_3,
                    VertexOperation.CONVOLUTION_3),
                0)
            .withEdgeToggled(0, 1)
            .withEdgeToggled(1, 2)
            .withEdgeToggled(1, 3)
            .withEdgeToggled(2, 4)
            .withEdgeToggled(3, 4);

    assertThat(VertexChannels.of(chain, 128)).containsExactly(0, 64, 64, 64, 128);
  }

  @Test
  void theKeyDoesNotDependOnTheNumberingOrOnDeadVertices() {
    Graph one = Graph.parse("0-01200");
    Graph left =
        one.withEdgeToggled(0, 1).withEdgeToggled(0, 2).withEdgeToggled(1, 6).withEdgeToggled(2, 6);
    Graph exchanged =
        left.with(1, VertexOperation.CONVOLUTION_1).with(2, VertexOperation.CONVOLUTION_3);
    Graph dead = left.withEdgeToggled(0, 5);
    Graph other = left.with(1, VertexOperation.MAX_POOLING_3);

    assertThat(space.key(exchanged.toString())).isEqualTo(space.key(left.toString()));
    assertThat(space.key(dead.toString())).isEqualTo(space.key(left.toString()));
    assertThat(space.key(left.pruned().toString())).isEqualTo(space.key(left.toString()));
    assertThat(space.key(other.toString())).isNotEqualTo(space.key(left.toString()));
  }

  @Test
  void equalKeysMeanEqualNetworks() {
    RandomStream random = RandomStream.of(3, Purpose.STRATEGY, 0, 0);
    Set<String> keys = new HashSet<>();
    Set<String> networks = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Architecture drawn = space.generation().apply(RandomWalk.action(space.generation(), random));
      boolean newKey = keys.add(space.key(drawn.encoding()));
      assertThat(networks.add(drawn.canonicalForm().hash())).isEqualTo(newKey);
      assertThat(Graph.parse(drawn.encoding()).edgeCount()).isLessThanOrEqualTo(9);
    }
    assertThat(keys).hasSizeGreaterThan(50);
  }

  @Test
  void aVertexIsPutBetweenTwoOthers() {
    Graph longer = Graph.parse("7-0").withVertex(1, 2, VertexOperation.MAX_POOLING_3);

    // Before: 0 to 1, 0 to 2, 1 to 2. Now also 1 to 2 to 3, which was 2.
    assertThat(longer.operations())
        .containsExactly(VertexOperation.CONVOLUTION_3, VertexOperation.MAX_POOLING_3);
    assertThat(longer.edge(0, 1) && longer.edge(0, 3) && longer.edge(1, 3)).isTrue();
    assertThat(longer.edge(1, 2) && longer.edge(2, 3)).isTrue();
    assertThat(longer.edgeCount()).isEqualTo(5);
  }

  @Test
  void verticesKeepTheirNamesWhereOthersArePutInAndTakenOut() {
    Graph cell = Graph.parse("7-0").withVertex(0, 1, VertexOperation.CONVOLUTION_1);

    // The new vertex comes first and has the next name.
    assertThat(cell.names()).containsExactly(2, 1);
    assertThat(cell.toString()).endsWith("-10-21");
    assertThat(Graph.parse(cell.toString())).isEqualTo(cell);
    assertThat(cell.withEdgeToggled(0, 1).pruned()).isEqualTo(Graph.parse("7-0"));
    assertThat(space.key(cell.toString()))
        .isEqualTo(space.key(cell.toString().substring(0, cell.toString().length() - 3)));
  }

  @Test
  void cellsWithDeadVerticesAreReadAndAdaptedWithoutThem() {
    Architecture network =
        network(Graph.parse("0-00000").withEdgeToggled(0, 2).withEdgeToggled(2, 6).toString());

    assertThat(space.transformations(network).tokens()).hasSize(3);
    assertThat(network.canonicalForm()).isEqualTo(network("5-0").canonicalForm());
  }

  @Test
  void whatIsNoNetworkHasNone() {
    assertThat(space.network("0-00000")).as("nothing reaches the output").isEmpty();
    assertThat(space.network("1fffff-00000")).as("21 edges").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"154859-02003", "xyz-000", "154859", "200000-00000", "8-0"})
  void refusesWhatIsNoCell(String text) {
    assertThatThrownBy(() -> space.network(text)).isInstanceOf(InvalidArchitectureException.class);
  }

  private Architecture network(String cell) {
    return space.network(cell).orElseThrow();
  }

  private static Layer layer(Architecture network, String name) {
    return network.layer(name).orElseThrow();
  }
}
