package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Activation.NONE;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.searchspaces.layerwise.Nets.conv;

import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.searchspaces.transformation.Factor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
  private static final Architecture RESIDUAL =
      Nets.of(
          conv("stem", 32, RELU, "input"),
          conv("conv1a", 16, RELU, "stem"),
          conv("conv1b", 32, NONE, "conv1a"),
          Nets.add("add1", "conv1b", "stem"),
          Layer.of("depthwise2", new Operation.DepthwiseConvolution(3, 1, 1, RELU), "add1"),
          Layer.of("inverted3", new Operation.InvertedResidual(32, 3, 1, 4), "depthwise2"),
          conv("conv4", 64, RELU, "inverted3"),
          Nets.pool("conv4"),
          Nets.classifier());

  @Test
  void channelsOfAllThatAdditionsTieTogetherAreScaled() {
    Architecture child = scale(2, Property.CHANNELS, Factor.DOUBLE);

    assertThat(child.layers())
        .containsExactly(
            conv("stem", 64, RELU, "input"),
            conv("conv1a", 16, RELU, "stem"),
            conv("conv1b", 64, NONE, "conv1a"),
            Nets.add("add1", "conv1b", "stem"),
            RESIDUAL.layers().get(4),
            Layer.of("inverted3", new Operation.InvertedResidual(64, 3, 1, 4), "depthwise2"),
            conv("conv4", 64, RELU, "inverted3"),
            Nets.pool("conv4"),
            Nets.classifier());
  }

  @Test
  void channelsInsideABlockAreScaledAlone() {
    Architecture child = scale(1, Property.CHANNELS, Factor.DOUBLE);

    assertThat(child.layers().get(1)).isEqualTo(conv("conv1a", 32, RELU, "stem"));
    assertThat(child.layers().getFirst()).isEqualTo(RESIDUAL.layers().getFirst());
  }

  @Test
  void kernelAndExpansionBelongToOneLayer() {
    Architecture larger = scale(5, Property.KERNEL, Factor.DOUBLE);
    Architecture leaner = scale(5, Property.EXPANSION, Factor.THREE_QUARTERS);

    assertThat(larger.layers().get(5).operation())
        .isEqualTo(new Operation.InvertedResidual(32, 7, 1, 4));
    assertThat(leaner.layers().get(5).operation())
        .isEqualTo(new Operation.InvertedResidual(32, 3, 1, 3));
    assertThat(larger.layers().getFirst()).isEqualTo(RESIDUAL.layers().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "3, HALF, ", "3, THREE_QUARTERS, ", "3, FOUR_THIRDS, 5", "3, DOUBLE, 7",
    "5, HALF, ", "5, THREE_QUARTERS, 3", "5, FOUR_THIRDS, 7", "5, DOUBLE, ",
    "7, HALF, 3", "7, THREE_QUARTERS, 5", "7, FOUR_THIRDS, ", "7, DOUBLE, ",
    "1, DOUBLE, ",
  })
  void kernelsMoveBetweenThreeFiveAndSeven(int kernel, Factor factor, Integer scaled) {
    assertThat(Property.KERNEL.scaled(new Operation.MaxPooling(kernel, 1), factor))
        .isEqualTo(optional(scaled));
  }

  @ParameterizedTest
  @CsvSource({
    "4, HALF, 2", "4, THREE_QUARTERS, 3", "4, FOUR_THIRDS, ", "4, DOUBLE, 8",
    "3, FOUR_THIRDS, 4", "6, FOUR_THIRDS, 8", "6, DOUBLE, ", "1, HALF, ",
  })
  void expansionsStayWholeAndAtMostEight(int expansion, Factor factor, Integer scaled) {
    assertThat(
            Property.EXPANSION.scaled(new Operation.InvertedResidual(32, 3, 1, expansion), factor))
        .isEqualTo(optional(scaled));
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Architecture scale(int position, Property property, Factor factor) {
    Graph graph = new Graph(RESIDUAL);
    return new Scaling(position, property, factor).perform(graph, new ChannelGroups(graph));
  }
}
