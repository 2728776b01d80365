package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Activation.NONE;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.searchspaces.layerwise.Nets.conv;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.junit.jupiter.api.Test;

class InsertionTest {
  private final Graph initial = Nets.initial();

  @Test
  void putsALayerOfTheShapeOfItsSourceInFrontOfTheReaders() {
    Architecture child = Insertion.plain(1, LayerType.CONVOLUTION).withKernel(3).perform(initial);

    assertThat(child.layers())
        .containsExactly(
            initial.layer(0),
            initial.layer(1),
            Layer.of("conv4", conv(32, 1, RELU), "reduce1"),
            Layer.of("reduce2", conv(64, 2, RELU), "conv4"),
            initial.layer(3),
            initial.layer(4),
            initial.layer(5));
    assertThat(child.encoding()).isEqualTo("next=5");
  }

  @Test
  void aSkipFromTheSourceMakesAResidualBlock() {
    Architecture child =
        Insertion.plain(3, LayerType.SEPARABLE).withSecond(Join.ADD, 3).perform(initial);

    assertThat(child.layers().subList(4, 7))
        .containsExactly(
            Layer.of("separable4", new Operation.SeparableConvolution(64, 3, 1, 1, NONE), "conv3"),
            Layer.of("add4", new Operation.Add(RELU), "separable4", "conv3"),
            Nets.pool("add4"));
  }

  @Test
  void aConcatenationIsReadByTheNewLayer() {
    Architecture child =
        Insertion.plain(3, LayerType.CONVOLUTION).withSecond(Join.CONCATENATE, 2).perform(initial);

    assertThat(child.layers().subList(4, 7))
        .containsExactly(
            Layer.of("concat4", new Operation.Concat(), "conv3", "reduce2"),
            Layer.of("conv4", new Operation.Convolution(64, 1, 1, 1, 1, RELU), "concat4"),
            Nets.pool("conv4"));
    assertThat(child.shapes().get("concat4").channels()).isEqualTo(128);
  }

  @Test
  void aBasicBlockIsTwoConvolutionsAndASkip() {
    Architecture child = Insertion.plain(0, LayerType.BASIC_BLOCK).perform(initial);

    assertThat(child.layers().subList(1, 5))
        .containsExactly(
            conv("conv4a", 16, RELU, "stem"),
            conv("conv4b", 16, NONE, "conv4a"),
            Nets.add("add4", "conv4b", "stem"),
            Layer.of("reduce1", conv(32, 2, RELU), "add4"));
  }

  @Test
  void aReductionMayWiden() {
    Architecture child = Insertion.plain(3, LayerType.REDUCTION).withWidened(true).perform(initial);

    assertThat(child.shapes().get("reduce4")).hasToString("128x4x4");
  }

  @Test
  void takesOverTheLinearEndOfABranch() {
    Architecture residual =
        Nets.of(
            conv("stem", 16, RELU, "input"),
            conv("conv1", 16, NONE, "stem"),
            Nets.add("add1", "conv1", "stem"),
            Nets.pool("add1"),
            Nets.classifier());

    Architecture child =
        Insertion.plain(1, LayerType.CONVOLUTION).withKernel(3).perform(new Graph(residual));

    assertThat(child.layers().subList(1, 4))
        .containsExactly(
            conv("conv1", 16, RELU, "stem"),
            conv("conv50", 16, NONE, "conv1"),
            Nets.add("add1", "conv50", "stem"));
  }

  @Test
  void whatHasNoActivationLeavesTheLinearEndAsItIs() {
    Architecture residual =
        Nets.of(
            conv("stem", 16, RELU, "input"),
            conv("conv1", 16, NONE, "stem"),
            Nets.add("add1", "conv1", "stem"),
            Nets.pool("add1"),
            Nets.classifier());

    Architecture child = Insertion.plain(1, LayerType.MAX_POOLING).perform(new Graph(residual));

    assertThat(child.layers().get(1)).isEqualTo(residual.layers().get(1));
  }

  /** Convolutions have a batch norm of their own. */
  @Test
  void aPoolingIsNormalised() {
    Architecture child = Insertion.plain(3, LayerType.MAX_POOLING).perform(initial);

    assertThat(child.layers().subList(4, 7))
        .containsExactly(
            Layer.of("maxpool4", new Operation.MaxPooling(3, 1), "conv3"),
            Layer.of("norm4", new Operation.BatchNorm(RELU), "maxpool4"),
            Nets.pool("norm4"));
  }

  @Test
  void aPoolingIsNormalisedBeforeItIsAdded() {
    Architecture child =
        Insertion.plain(3, LayerType.AVERAGE_POOLING).withSecond(Join.ADD, 3).perform(initial);

    assertThat(child.layers().subList(4, 8))
        .containsExactly(
            Layer.of("avgpool4", new Operation.AveragePooling(3, 1), "conv3"),
            Layer.of("norm4", new Operation.BatchNorm(NONE), "avgpool4"),
            Layer.of("add4", new Operation.Add(RELU), "norm4", "conv3"),
            Nets.pool("add4"));
    assertThat(child.layers()).hasSize(initial.size() + 3);
  }

  /** A layer between them would be normalised in its place, and the pooling not at all. */
  @Test
  void nothingGoesBetweenAPoolingAndItsNorm() {
    Graph child = new Graph(Insertion.plain(3, LayerType.MAX_POOLING).perform(initial));

    assertThat(child.layer(4).name()).isEqualTo("maxpool4");
    assertThat(child.carriesMap(4)).isFalse();
    assertThat(child.layer(5).name()).isEqualTo("norm4");
    assertThat(child.carriesMap(5)).isTrue();
  }
}
