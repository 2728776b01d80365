package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Activation.NONE;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.searchspaces.layerwise.Nets.conv;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalTest {
  private static final Architecture RESIDUAL =
      Nets.of(
          conv("stem", 16, RELU, "input"),
          conv("conv1a", 16, RELU, "stem"),
          conv("conv1b", 16, NONE, "conv1a"),
          Nets.add("add1", "conv1b", "stem"),
          conv("conv2", 32, RELU, "add1"),
          Nets.pool("conv2"),
          Nets.classifier());

  @ParameterizedTest
  @EnumSource(
      value = LayerType.class,
      names = {"BASIC_BLOCK"},
      mode = EnumSource.Mode.EXCLUDE)
  void undoesAPlainInsertion(LayerType type) {
    Graph initial = Nets.initial();
    Architecture child = Insertion.plain(3, type).perform(initial);

    Architecture again = new Removal(4).perform(new Graph(child));

    assertThat(again.layers()).isEqualTo(initial.architecture().layers());
    assertThat(again.encoding()).as("numbers are not given again").isEqualTo("next=5");
  }

  @Test
  void theOnlyConvolutionOfABranchTakesTheAdditionAlong() {
    Graph initial = Nets.initial();
    Architecture child =
        Insertion.plain(3, LayerType.DILATED).withSecond(Join.ADD, 3).perform(initial);

    Architecture again = new Removal(4).perform(new Graph(child));

    assertThat(again.layers()).isEqualTo(initial.architecture().layers());
  }

  @Test
  void theReaderOfAConcatenationTakesItAlong() {
    Graph initial = Nets.initial();
    Architecture child =
        Insertion.plain(3, LayerType.CONVOLUTION).withSecond(Join.CONCATENATE, 2).perform(initial);

    Architecture again = new Removal(5).perform(new Graph(child));

    assertThat(again.layers()).isEqualTo(initial.architecture().layers());
  }

  @Test
  void anAdditionLeavesItsFirstInputAndItsActivation() {
    Architecture child = new Removal(3).perform(new Graph(RESIDUAL));

    assertThat(child.layers())
        .containsExactly(
            conv("stem", 16, RELU, "input"),
            conv("conv1a", 16, RELU, "stem"),
            conv("conv1b", 16, RELU, "conv1a"),
            conv("conv2", 32, RELU, "conv1b"),
            Nets.pool("conv2"),
            Nets.classifier());
  }

  @Test
  void theEndOfABranchPassesItsLinearityBack() {
    Architecture child = new Removal(2).perform(new Graph(RESIDUAL));

    assertThat(child.layers().subList(1, 3))
        .containsExactly(conv("conv1a", 16, NONE, "stem"), Nets.add("add1", "conv1a", "stem"));
  }

  @Test
  void aSourceWithOtherReadersKeepsItsActivation() {
    Architecture child = new Removal(1).perform(new Graph(RESIDUAL));

    assertThat(child.layers().subList(0, 3))
        .containsExactly(
            conv("stem", 16, RELU, "input"),
            conv("conv1b", 16, NONE, "stem"),
            Nets.add("add1", "conv1b", "stem"));
  }

  @Test
  void aConcatenationOfOneLayerWithItselfGoesToo() {
    Architecture network =
        Nets.of(
            conv("stem", 16, RELU, "input"),
            conv("conv1", 16, RELU, "stem"),
            Layer.of("concat2", new Operation.Concat(), "conv1", "stem"),
            conv("conv2", 16, RELU, "concat2"),
            Nets.pool("conv2"),
            Nets.classifier());

    Architecture child = new Removal(1).perform(new Graph(network));

    assertThat(child.layers())
        .containsExactly(
            conv("stem", 16, RELU, "input"),
            conv("conv2", 16, RELU, "stem"),
            Nets.pool("conv2"),
            Nets.classifier());
  }

  @Test
  void whatNothingReadsAnyMoreGoesToo() {
    // Only the addition reads conv2; without the addition nothing does.
    Architecture network =
        Nets.of(
            conv("stem", 16, RELU, "input"),
            conv("conv1", 16, NONE, "stem"),
            conv("conv2", 16, NONE, "stem"),
            Nets.add("add3", "conv1", "conv2"),
            Nets.pool("add3"),
            Nets.classifier());

    Architecture child = new Removal(3).perform(new Graph(network));

    assertThat(child.layers())
        .extracting(Layer::name)
        .containsExactly("stem", "conv1", "pool", "classifier");
  }

  @Test
  void theNormOfAPoolingGoesWithIt() {
    Graph initial = Nets.initial();
    Architecture pooled =
        Insertion.plain(1, LayerType.MAX_POOLING).withSecond(Join.ADD, 1).perform(initial);
    Architecture again = new Removal(2).perform(new Graph(pooled));

    assertThat(pooled.layers().subList(2, 5))
        .extracting(Layer::name)
        .containsExactly("maxpool4", "norm4", "add4");
    assertThat(again.layers()).isEqualTo(initial.architecture().layers());
  }
}
