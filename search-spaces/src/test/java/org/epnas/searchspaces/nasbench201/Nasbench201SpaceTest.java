package org.epnas.searchspaces.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.searchspaces.nasbench201.Published.Count;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nasbench201SpaceTest extends SearchSpaceContract {
  private static final String DISCONNECTED =
      "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|";

  private final Nasbench201Space space = new Nasbench201Space(new TensorShape(3, 32, 32), 10);

  @Override
  protected SearchSpace.Factory factory() {
    return Nasbench201Space::new;
  }

  /**
   * Published for CIFAR-10. By hand, parameters: stem 464, residual blocks 14,464 and 57,600, last
   * norm 128, dense 650, together 73,306; every 1x1 convolution of the cell 5 * (288 + 1,088 +
   * 4,224) = 28,000 and every 3x3 one 243,040. Multiply-adds: stem 442,368, blocks 3,670,016 each,
   * dense 650, together 7,783,050; every 1x1 convolution 15 * 262,144 = 3,932,160, every 3x3 one
   * nine times that.
   */
  @ParameterizedTest
  @CsvSource({
    "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|, 129306, 15647370",
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|, 802426, 113951370",
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|, 1531546, 220119690",
    "|avg_pool_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|nor_conv_1x1~0|avg_pool_3x3~1|avg_pool_3x3~2|, 372346, 51036810",
    "|avg_pool_3x3~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|avg_pool_3x3~0|avg_pool_3x3~1|avg_pool_3x3~2|, 73306, 7783050",
    "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|, 101306, 11715210"
  })
  void networksHaveThePublishedCost(String cell, long parameters, long multiplyAdds) {
    assertThat(Count.of(network(cell))).isEqualTo(new Count(parameters, multiplyAdds));
  }

  /** The benchmark counts the 1x1 convolution of the dead edge: 5 * (288 + 1088 + 4224). */
  @Test
  void deadEdgesHaveNoLayers() {
    String cell = "|skip_connect~0|+|nor_conv_1x1~0|none~1|+|nor_conv_3x3~0|none~1|none~2|";

    assertThat(Cost.of(network(cell)).parameters()).isEqualTo(344_346 - 28_000);
    assertThat(Published.withDeadEdges(cell).parameters()).isEqualTo(344_346);
    assertThat(network(cell).liveLayers()).isEqualTo(network(cell).layers());
  }

  /** ReLU, convolution, batch norm; skip connections and poolings read what is not activated. */
  @Test
  void convolutionsActivateWhatTheyRead() {
    Architecture network =
        network("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|avg_pool_3x3~2|");
    String cell = "stage1.cell2.";

    assertThat(network.layer(cell + "edge01.nor_conv_3x3").orElseThrow())
        .isEqualTo(
            Layer.of(
                cell + "edge01.nor_conv_3x3",
                new Operation.Convolution(32, 3, 1, 1, 1, Activation.NONE),
                cell + "node0.relu"));
    assertThat(network.layer(cell + "node0.relu").orElseThrow())
        .isEqualTo(
            Layer.of(
                cell + "node0.relu",
                new Operation.Activate(Activation.RELU),
                "stage1.cell1.node3"));
    assertThat(network.layer(cell + "edge23.avg_pool_3x3").orElseThrow().inputs())
        .containsExactly(cell + "edge12.nor_conv_1x1");
    assertThat(network.layer(cell + "node3").orElseThrow())
        .isEqualTo(
            Layer.of(
                cell + "node3",
                new Operation.Add(Activation.NONE),
                "stage1.cell1.node3",
                cell + "edge23.avg_pool_3x3"));
  }

  @Test
  void whatSeveralConvolutionsReadIsActivatedOnce() {
    Architecture network =
        network("|nor_conv_3x3~0|+|nor_conv_1x1~0|none~1|+|none~0|skip_connect~1|skip_connect~2|");

    assertThat(network.layers())
        .filteredOn(layer -> layer.operation() instanceof Operation.Activate)
        .extracting(layer -> layer.inputs().getFirst())
        .doesNotHaveDuplicates()
        .hasSize(15 + 2);
  }

  @Test
  void blocksBetweenStagesAndTheHeadAreThePublishedOnes() {
    Architecture network = space.initial();

    assertThat(network.layer("stem").orElseThrow().operation())
        .isEqualTo(new Operation.Convolution(16, 3, 1, 1, 1, Activation.NONE));
    assertThat(network.layer("stage1.reduction.conv0").orElseThrow())
        .isEqualTo(
            Layer.of(
                "stage1.reduction.conv0",
                new Operation.Convolution(32, 3, 2, 1, 1, Activation.RELU),
                "stage1.reduction.relu"));
    assertThat(network.layer("stage1.reduction.pool").orElseThrow())
        .isEqualTo(
            Layer.of(
                "stage1.reduction.pool", new Operation.AveragePooling(2, 2), "stage0.cell4.node3"));
    assertThat(network.layer("stage1.reduction.shortcut").orElseThrow().operation())
        .isEqualTo(new Operation.Projection(32));
    assertThat(network.layer("pool").orElseThrow().inputs()).containsExactly("norm");
    assertThat(network.layer("norm").orElseThrow().operation())
        .isEqualTo(new Operation.BatchNorm(Activation.RELU));
  }

  /** 2x2 windows would leave a row out. */
  @Test
  void shortcutsOfOddImagesPool3x3() {
    Architecture network = new Nasbench201Space(new TensorShape(1, 7, 8), 10).initial();

    assertThat(network.layer("stage1.reduction.pool").orElseThrow().operation())
        .isEqualTo(new Operation.AveragePooling(3, 2));
    assertThat(network.layer("stage2.reduction.pool").orElseThrow().operation())
        .isEqualTo(new Operation.AveragePooling(2, 2));
  }

  @ParameterizedTest
  @CsvSource({
    // Nodes 1 and 2 exchanged.
    "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|none~0|skip_connect~1|avg_pool_3x3~2|, |nor_conv_3x3~0|+|nor_conv_1x1~0|none~1|+|none~0|avg_pool_3x3~1|skip_connect~2|",
    // A convolution is the same whether a skip connection follows it or not.
    "|nor_conv_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|skip_connect~1|none~2|, |nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|skip_connect~1|none~2|",
    // Node 1 is node 0.
    "|skip_connect~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|none~2|, |none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|",
    // What does not reach the output makes no difference.
    "|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|, |none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|avg_pool_3x3~2|"
  })
  void cellsOfOneNetworkHaveOneHash(String first, String second) {
    assertThat(network(second).canonicalForm()).isEqualTo(network(first).canonicalForm());
    assertThat(network(second).encoding()).isEqualTo(second);
  }

  @Test
  void thereIsOneObjectPerCell() {
    Architecture initial = space.initial();
    TransformationTree tree = space.transformations(initial);

    assertThat(space.architecture(Cell.parse(initial.encoding()))).isSameAs(initial);
    assertThat(tree.apply(List.of(0, 4))).isNotSameAs(initial);
    assertThat(tree.apply(List.of(0, 2))).isSameAs(tree.apply(List.of(0, 2)));
    assertThat(space.transformations(initial)).isSameAs(tree);
  }

  /** The way over node 1 is the only one: its edges can change, but not to none. */
  @Test
  void noTransformationCutsTheOutputOff() {
    TransformationTree tree =
        space.transformations(
            network("|nor_conv_1x1~0|+|none~0|none~1|+|none~0|avg_pool_3x3~1|none~2|"));

    assertThat(tree.next(List.of()))
        .map(Choice::valid)
        .map(Object::toString)
        .hasValue("{0, 1, 2, 3, 4, 5}");
    assertThat(valid(tree, 0)).hasToString("{1, 3, 4}");
    assertThat(valid(tree, 3)).hasToString("{1, 2, 3, 4}");
    assertThat(valid(tree, 4)).hasToString("{1, 2, 3}");
  }

  private static BitSet valid(TransformationTree tree, int edge) {
    return tree.next(List.of(edge)).orElseThrow().valid();
  }

  @Test
  void everyConnectedCellIsGeneratedOnce() {
    List<List<Integer>> paths = new ArrayList<>();
    collect(space.generation(), List.of(), paths);

    assertThat(paths).hasSize(15_625 - 341);
    List<Integer> last = paths.getLast();
    assertThat(space.generation().apply(last).encoding())
        .isEqualTo(
            "|avg_pool_3x3~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|avg_pool_3x3~0|avg_pool_3x3~1|avg_pool_3x3~2|");
  }

  private static void collect(
      TransformationTree generation, List<Integer> chosen, List<List<Integer>> paths) {
    Optional<Choice> choice = generation.next(chosen);
    if (choice.isEmpty()) {
      paths.add(chosen);
      return;
    }
    for (int value : choice.get().valid().stream().toArray()) {
      List<Integer> longer = new ArrayList<>(chosen);
      longer.add(value);
      collect(generation, List.copyOf(longer), paths);
    }
  }

  @Test
  void refusesCellsThatCannotBeTrained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(DISCONNECTED))
        .withMessageContaining("no path from its input to its output");
  }

  @Test
  void refusesToAdaptNetworksOfOtherDataOrWithoutACell() {
    Architecture other = new Nasbench201Space(new TensorShape(1, 8, 8), 2).initial();
    Architecture bare =
        new Architecture(
            space.initial().input(), space.initial().classes(), space.initial().layers(), "");

    assertThatThrownBy(() -> space.transformations(other))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("(2) classes");
    assertThatThrownBy(() -> space.transformations(bare))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("() does not read like");
  }

  private Architecture network(String cell) {
    return space.architecture(Cell.parse(cell));
  }
}
