package org.epnas.kernel.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.Operations;
import org.epnas.kernel.architecture.ResNet20;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every expectation is counted by hand: (parameters, FLOPs, values moved * 4 bytes). */
class CostTest {
  private final ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(4, 6, 6), 2);

  /** Costs of all ops but the dense layer that ends the network. */
  private List<Cost> costs() {
    builder.add("fc", new Operation.Dense(2), builder.last());
    Program program = Program.of(builder.build());
    return program.ops().stream()
        .limit(program.ops().size() - 1)
        .map(op -> Cost.of(program, op))
        .toList();
  }

  private static Cost cost(long parameters, long flops, long values) {
    return new Cost(parameters, flops, 4 * values);
  }

  @Test
  void groupedStridedConvolution() {
    builder.add("conv", new Operation.Convolution(8, 3, 2, 1, 2, Activation.RELU), "input");

    assertThat(costs())
        .containsExactly(
            // 8 * (4 / 2) * 3 * 3 = 144 weights; output 8 * 3 * 3 = 72;
            // 2 * 9 * 2 * 72 = 2592; reads 4 * 36 = 144 and 144 weights, writes 72.
            cost(144, 2592, 144 + 144 + 72),
            // scale and shift train; reads 72 and 4 arrays of 8, writes 72.
            cost(16, 2 * 72, 72 + 32 + 72),
            cost(0, 72, 72 + 72));
  }

  @Test
  void separableConvolution() {
    builder.add("sep", new Operation.SeparableConvolution(8, 5, 1, 1, Activation.NONE), "input");

    assertThat(costs())
        .containsExactly(
            // 4 * 25 weights; 2 * 25 * 144 = 7200.
            cost(100, 7200, 144 + 100 + 144),
            // 8 * 4 weights; output 8 * 36 = 288; 2 * 4 * 288 = 2304.
            cost(32, 2304, 144 + 32 + 288),
            cost(16, 576, 288 + 32 + 288));
  }

  @Test
  void invertedResidual() {
    builder.add("block", new Operation.InvertedResidual(4, 3, 1, 2), "input");

    assertThat(costs())
        .containsExactly(
            // 8 * 4 weights; output 8 * 36 = 288; 2 * 4 * 288 = 2304.
            cost(32, 2304, 144 + 32 + 288),
            cost(16, 576, 288 + 32 + 288),
            cost(0, 2 * 288, 288 + 288),
            // 8 * 9 weights; 2 * 9 * 288 = 5184.
            cost(72, 5184, 288 + 72 + 288),
            cost(16, 576, 288 + 32 + 288),
            cost(0, 2 * 288, 288 + 288),
            // 4 * 8 weights; 2 * 8 * 144 = 2304.
            cost(32, 2304, 288 + 32 + 144),
            cost(8, 288, 144 + 16 + 144),
            // The residual.
            cost(0, 144, 2 * 144 + 144));
  }

  @Test
  void preActivation() {
    builder.add("relu", new Operation.Activate(Activation.RELU), "input");
    builder.add("shortcut", new Operation.Projection(8), "relu");
    builder.add("norm", new Operation.BatchNorm(Activation.RELU), "shortcut");

    assertThat(costs())
        .containsExactly(
            cost(0, 144, 144 + 144),
            // 8 * 4 weights; output 8 * 36 = 288; 2 * 4 * 288 = 2304.
            cost(32, 2304, 144 + 32 + 288),
            cost(16, 576, 288 + 32 + 288),
            cost(0, 288, 288 + 288));
  }

  @Test
  void poolings() {
    builder.add("max", Operations.maxPool(3, 2), "input");
    builder.add("average", new Operation.AveragePooling(5, 1), "max");
    builder.add("global", new Operation.GlobalPooling(), "average");

    assertThat(costs())
        .containsExactly(
            // Output 4 * 3 * 3 = 36 windows of 9.
            cost(0, 36 * 9, 144 + 36), cost(0, 36 * 25, 36 + 36), cost(0, 36, 36 + 4));
  }

  @Test
  void additionsAndConcatenations() {
    builder.add("sum", new Operation.Add(Activation.SWISH), "input", "input", "input");
    builder.add("both", new Operation.Concat(), "sum", "input");

    assertThat(costs())
        .containsExactly(
            cost(0, 2 * 144, 3 * 144 + 144),
            cost(0, 4 * 144, 144 + 144),
            cost(0, 0, 2 * 144 + 288));
  }

  @Test
  void identitiesDropoutsAndDeadLayersAreFree() {
    builder.add("same", new Operation.Identity(), "input");
    builder.add("dead", Operations.conv(64, 3), "same");
    builder.add("drop", new Operation.Dropout(0.5), "same");

    assertThat(costs()).containsExactly(cost(0, 0, 0));
  }

  @Test
  void dense() {
    builder.add("fc", new Operation.Dense(2), "input");

    // 144 features: 2 * 144 weights and 2 biases; 2 * 2 * 144 + 2 = 578.
    Cost cost = Cost.of(builder.build());
    assertThat(cost).isEqualTo(cost(290, 578, 144 + 290 + 2));
    assertThat(cost.flopsPerByte()).isCloseTo(578 / 1744.0, within(1e-12));
  }

  /** 0.27 million parameters, as in table 6 of the ResNet paper. */
  @Test
  void resNet20() {
    long convolutions = 432 + 6 * 2304 + (4608 + 5 * 9216) + (18432 + 5 * 36864);
    long projections = 16 * 32 + 32 * 64;
    long norms = 2 * 7 * (16 + 32 + 64);
    // Multiply-adds: each weight is used once per output pixel, of which there are 1024, 256, 64.
    long multiplyAdds =
        1024 * (432 + 6 * 2304)
            + 256 * (4608 + 5 * 9216 + 512)
            + 64 * (18432 + 5 * 36864 + 2048)
            + 640;
    // Values of one tensor: 16 * 1024, 32 * 256, 64 * 64.
    long normFlops = 2 * 7 * (16384 + 8192 + 4096);
    long reluFlops = 7 * 16384 + 6 * 8192 + 6 * 4096;
    long addFlops = 3 * (16384 + 8192 + 4096);
    long poolAndBias = 4096 + 10;

    Cost cost = Cost.of(ResNet20.create());

    assertThat(cost.parameters()).isEqualTo(convolutions + projections + norms + 650);
    assertThat(cost.parameters()).isEqualTo(272_474);
    assertThat(cost.flops())
        .isEqualTo(2 * multiplyAdds + normFlops + reluFlops + addFlops + poolAndBias);
    assertThat(cost.flops()).isEqualTo(82_306_314);
  }

  /** A network costs what its ops cost. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 6"})
  void costsAddUp(int stride, int expansion) {
    builder.add("block", new Operation.InvertedResidual(8, 3, stride, expansion), "input");
    List<Cost> costs = costs();
    Program program = Program.of(builder.build());
    Cost dense = Cost.of(program, program.ops().getLast());

    assertThat(Cost.of(program)).isEqualTo(costs.stream().reduce(dense, Cost::plus));
    assertThat(Cost.of(builder.build())).isEqualTo(Cost.of(program));
  }
}
