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
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
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

  /** Published for CIFAR-10; see {@link CellNetwork} for the 64. */
  @ParameterizedTest
  @CsvSource({
    "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|, 129306",
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|, 802426",
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|, 1531546",
    "|avg_pool_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|nor_conv_1x1~0|avg_pool_3x3~1|avg_pool_3x3~2|, 372346",
    "|avg_pool_3x3~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|avg_pool_3x3~0|avg_pool_3x3~1|avg_pool_3x3~2|, 73306"
  })
  void networksHaveThePublishedParametersAnd64(String cell, long published) {
    assertThat(Cost.of(network(cell)).parameters()).isEqualTo(published + 64);
  }

  /** The benchmark counts the 1x1 convolution of the dead edge: 5 * (288 + 1088 + 4224). */
  @Test
  void deadEdgesHaveNoLayers() {
    Architecture network =
        network("|skip_connect~0|+|nor_conv_1x1~0|none~1|+|nor_conv_3x3~0|none~1|none~2|");

    assertThat(Cost.of(network).parameters()).isEqualTo(344_346 + 64 - 28_000);
    assertThat(network.liveLayers()).isEqualTo(network.layers());
  }

  @Test
  void everyConvolutionReadsActivatedValues() {
    Architecture network =
        network("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|nor_conv_3x3~2|");

    List<String> linear =
        network.layers().stream()
            .filter(layer ->
                layer.operation() instanceof Operation.Convolution convolution
                    && convolution.activation() == Activation.NONE)
            .map(layer -> layer.name())
            .toList();

    assertThat(linear).hasSize(15 + 4);
    assertThat(network.layers())
        .filteredOn(layer -> layer.operation() instanceof Operation.Convolution)
        .allSatisfy(layer -> assertThat(linear).doesNotContainAnyElementsOf(layer.inputs()));
  }

  @ParameterizedTest
  @CsvSource({
    // Nodes 1 and 2 exchanged.
    "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|none~0|skip_connect~1|avg_pool_3x3~2|, |nor_conv_3x3~0|+|nor_conv_1x1~0|none~1|+|none~0|avg_pool_3x3~1|skip_connect~2|",
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
