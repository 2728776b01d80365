package org.epnas.searchspaces.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellNetworkTest {
  private static final String RESIDUAL = "filters=16;cells=1;next=2;1=prev:conv3+prev:identity";

  @Test
  void stacksNormalAndReductionCells() {
    Architecture network = network(new TensorShape(3, 8, 8), RESIDUAL);

    // One reduction from 8 to 4: the first stage has 16 filters, the second one 32.
    assertThat(network.layers())
        .containsExactly(
            Layer.of("stem", conv(16, 3, 1, Activation.RELU), "input"),
            Layer.of("stage0.cell0.branch1.left.conv", conv(16, 3, 1, Activation.NONE), "stem"),
            add("stage0.cell0.branch1", "stage0.cell0.branch1.left.conv", "stem"),
            Layer.of(
                "stage1.reduction.prev", conv(32, 1, 1, Activation.RELU), "stage0.cell0.branch1"),
            Layer.of(
                "stage1.reduction.branch1.left.conv",
                conv(32, 3, 2, Activation.NONE),
                "stage1.reduction.prev"),
            Layer.of(
                "stage1.reduction.branch1.right.shrink",
                conv(32, 1, 2, Activation.NONE),
                "stage1.reduction.prev"),
            add(
                "stage1.reduction.branch1",
                "stage1.reduction.branch1.left.conv",
                "stage1.reduction.branch1.right.shrink"),
            Layer.of(
                "stage1.cell0.branch1.left.conv",
                conv(32, 3, 1, Activation.NONE),
                "stage1.reduction.branch1"),
            add(
                "stage1.cell0.branch1",
                "stage1.cell0.branch1.left.conv",
                "stage1.reduction.branch1"),
            Layer.of("pool", new Operation.GlobalPooling(), "stage1.cell0.branch1"),
            Layer.of("classifier", new Operation.Dense(10), "pool"));
    assertThat(network.encoding()).isEqualTo(RESIDUAL);
  }

  @Test
  void concatenatesTheBranchesThatNoOtherOneReads() {
    Architecture network =
        network(
            new TensorShape(3, 4, 4),
            "filters=16;cells=1;next=5;1=prev:conv1+prev:max3;2=1:identity+prev:avg3;4=1:dil3+prev2:sep3");

    assertThat(network.layers().subList(11, 13))
        .containsExactly(
            Layer.of(
                "stage0.cell0.concat",
                new Operation.Concat(),
                "stage0.cell0.branch2.norm",
                "stage0.cell0.branch4"),
            Layer.of("stage0.cell0.out", conv(16, 1, 1, Activation.RELU), "stage0.cell0.concat"));
  }

  /** A sum with a convolution keeps its size; in a reduction an identity is one. */
  @Test
  void sumsOfPoolingsOrOfTwoStatesAreNormalised() {
    Architecture network =
        network(
            new TensorShape(3, 8, 8),
            "filters=16;cells=1;next=4;1=prev:identity+prev2:identity;2=1:avg3+prev:sep3;3=2:conv1+1:identity");

    assertThat(network.layer("stage0.cell0.branch1").orElseThrow().operation())
        .isEqualTo(new Operation.Add(Activation.NONE));
    assertThat(network.layer("stage0.cell0.branch1.norm").orElseThrow())
        .isEqualTo(
            Layer.of(
                "stage0.cell0.branch1.norm",
                new Operation.BatchNorm(Activation.RELU),
                "stage0.cell0.branch1"));
    assertThat(network.layer("stage0.cell0.branch2.left.avgpool").orElseThrow().inputs())
        .containsExactly("stage0.cell0.branch1.norm");
    assertThat(network.layers())
        .extracting(Layer::name)
        .filteredOn(name -> name.endsWith(".norm"))
        .containsExactly(
            "stage0.cell0.branch1.norm",
            "stage0.cell0.branch2.norm",
            "stage1.reduction.branch2.norm",
            "stage1.cell0.branch1.norm",
            "stage1.cell0.branch2.norm");
  }

  @Test
  void bringsAnEarlierLargerMapToThatOfThePreviousCell() {
    Architecture network =
        network(new TensorShape(3, 9, 7), "filters=16;cells=1;next=2;1=prev:conv3+prev2:identity");

    assertThat(network.layers())
        .contains(
            Layer.of(
                "stage1.cell0.prev2", conv(32, 1, 2, Activation.RELU), "stage0.cell0.branch1"));
    // 9 to 5 and 7 to 4.
    assertThat(network.shapes().get("stage1.cell0.prev2")).isEqualTo(new TensorShape(32, 5, 4));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 16", "8, 1, 1, 32", "32, 1, 2, 64", "64, 1, 2, 64", "224, 3, 2, 64"})
  void largeImagesAreReducedByTheStem(int side, int stems, int reductions, int channels) {
    Architecture network = network(new TensorShape(3, side, side), RESIDUAL);

    assertThat(count(network, "stem.*")).isEqualTo(stems);
    assertThat(count(network, ".*reduction.branch1")).isEqualTo(reductions);
    assertThat(network.shapes().get("pool").channels()).isEqualTo(channels);
  }

  @Test
  void theInitialNetworkIsSmall() {
    Architecture network = new CellSpace(new TensorShape(3, 32, 32), 10).initial();

    // Stem 3*9*16 = 432 weights + 32 of batch norm. Stage 0: 16*9*16 + 32. Each reduction to f:
    // (f/2)*f + f*9*f + f*f + 3 * 2f; each normal cell: f*9*f + 2f; dense 64 * 10 + 10.
    long stage0 = 432 + 32 + 2304 + 32;
    long reduction32 = 512 + 9216 + 1024 + 3 * 64;
    long reduction64 = 2048 + 36864 + 4096 + 3 * 128;
    long cells = 9216 + 64 + 36864 + 128;
    assertThat(Cost.of(network).parameters())
        .isEqualTo(stage0 + reduction32 + reduction64 + cells + 650);
  }

  private static long count(Architecture network, String name) {
    return network.layers().stream().filter(layer -> layer.name().matches(name)).count();
  }

  private static Architecture network(TensorShape image, String genotype) {
    return CellNetwork.of(image, 10, GenotypeText.parse(genotype));
  }

  private static Operation conv(int channels, int kernel, int stride, Activation activation) {
    return new Operation.Convolution(channels, kernel, stride, 1, 1, activation);
  }

  private static Layer add(String name, String... inputs) {
    return new Layer(name, new Operation.Add(Activation.RELU), List.of(inputs));
  }
}
