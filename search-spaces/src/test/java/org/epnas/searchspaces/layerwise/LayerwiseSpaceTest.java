package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.searchspaces.RandomWalk;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerwiseSpaceTest extends SearchSpaceContract {
  private static final int INSERT = Transformation.INSERT.ordinal();

  @Override
  protected SearchSpace.Factory factory() {
    return LayerwiseSpace::new;
  }

  static Stream<TensorShape> images() {
    return Stream.of(
        new TensorShape(1, 1, 1),
        new TensorShape(4, 3, 9),
        new TensorShape(1, 16, 64),
        new TensorShape(3, 32, 32));
  }

  @ParameterizedTest
  @MethodSource("images")
  void keepsItsInvariants(TensorShape image) {
    SearchSpace space = new LayerwiseSpace(image, 3);
    TensorShape largest = new Graph(space.initial()).finalMap();
    RandomStream random = RandomStream.of(4, Purpose.STRATEGY, image.elements(), 0);

    for (Architecture network : RandomWalk.from(space.initial(), space, 150, random)) {
      assertThat(network.layers()).hasSizeLessThanOrEqualTo(60);
      assertThat(network.layers().getFirst().name()).isEqualTo("stem");
      TensorShape map = new Graph(network).finalMap();
      assertThat(map.height()).isLessThanOrEqualTo(largest.height());
      assertThat(map.width()).isLessThanOrEqualTo(largest.width());
      for (Layer layer : network.layers()) {
        if (layer.operation() instanceof Operation.OwnChannels own) {
          assertThat(own.channels()).isBetween(16, 512);
          assertThat(own.channels() % 16).as("channels of %s", layer).isZero();
        }
      }
    }
  }

  @Test
  void aNameStandsForOneTypeOfLayerInALineage() {
    SearchSpace space = new LayerwiseSpace(Nets.IMAGE, 10);
    Map<String, Class<?>> types = new HashMap<>();

    RandomStream random = RandomStream.of(5, Purpose.STRATEGY, 0, 0);
    for (Architecture network : RandomWalk.from(space.initial(), space, 300, random)) {
      for (Layer layer : network.layers()) {
        Class<?> type = layer.operation().getClass();
        assertThat(types.computeIfAbsent(layer.name(), _ -> type))
            .as("type of %s", layer)
            .isEqualTo(type);
      }
    }
  }

  @Test
  void aFullNetworkOffersNoInsertion() {
    SearchSpace space = new LayerwiseSpace(Nets.IMAGE, 10);
    RandomStream random = RandomStream.of(6, Purpose.STRATEGY, 0, 0);
    Architecture network = space.initial();
    for (TransformationTree tree = space.transformations(network);
        insertable(tree);
        tree = space.transformations(network)) {
      network = tree.apply(insertion(tree, random));
    }

    assertThat(network.layers()).hasSize(60);
    assertThat(space.transformations(network).next(List.of()).orElseThrow().valid().cardinality())
        .as("removal and scaling")
        .isEqualTo(2);
  }

  private static boolean insertable(TransformationTree tree) {
    return tree.next(List.of()).orElseThrow().valid().get(INSERT);
  }

  private static List<Integer> insertion(TransformationTree tree, RandomStream random) {
    List<Integer> action = RandomWalk.action(tree, random);
    while (action.getFirst() != INSERT) {
      action = RandomWalk.action(tree, random);
    }
    return action;
  }

  @Test
  void transformsNetworksThatItWouldNotMakeItself() {
    Architecture network =
        Nets.of(
            Layer.of("stem", Nets.conv(24, 2, Activation.SWISH), "input"),
            Layer.of("grouped", new Operation.Convolution(24, 3, 1, 1, 4, Activation.NONE), "stem"),
            Layer.of("concat", new Operation.Concat(), "grouped", "stem"),
            Layer.of(
                "depthwise",
                new Operation.DepthwiseConvolution(3, 1, 1, Activation.RELU6),
                "concat"),
            Nets.conv("conv", 48, Activation.NONE, "stem"),
            Nets.add("add", "conv", "depthwise", "concat"),
            Layer.of("same", new Operation.Identity(), "add"),
            Nets.pool("same"),
            Layer.of("dropout", new Operation.Dropout(0.2), "pool"),
            Layer.of("classifier", new Operation.Dense(10), "dropout"));
    SearchSpace space = new LayerwiseSpace(Nets.IMAGE, 10);
    RandomStream random = RandomStream.of(7, Purpose.STRATEGY, 0, 0);

    for (int walk = 0; walk < 50; walk++) {
      Architecture child = RandomWalk.from(network, space, 10, random).getLast();

      assertThat(child.shapes().get("classifier").channels()).isEqualTo(10);
    }
  }
}
