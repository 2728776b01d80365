package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.kernel.architecture.Operations.add;
import static org.epnas.kernel.architecture.Operations.conv;
import static org.epnas.kernel.architecture.Operations.maxPool;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
  private static final TensorShape IMAGE = new TensorShape(4, 8, 8);

  /** The layer follows {@code half} (4x4x4) and {@code full} (4x8x8). */
  static Stream<Arguments> brokenLayers() {
    return Stream.of(
        arguments(Layer.of(" ", conv(4, 3), "full"), "Layer name ( ) must not be blank"),
        arguments(Layer.of("a/b", conv(4, 3), "full"), "Layer name (a/b) must not be blank or"),
        arguments(Layer.of("input", conv(4, 3), "full"), "Layer name (input) is reserved"),
        arguments(Layer.of("half", conv(4, 3), "full"), "Layer name (half) is used twice"),
        arguments(
            layer(conv(4, 3), "later"),
            "Layer (x) input (later) must be an earlier layer or (input). Maybe list the layers in"
                + " topological order, or use one of [input, half, full]."),
        arguments(layer(conv(4, 3), "x"), "Layer (x) input (x) must be an earlier layer"),
        arguments(layer(conv(4, 3)), "Layer (x) has (0) inputs and must have exactly 1"),
        arguments(layer(conv(4, 3), "full", "full"), "Layer (x) has (2) inputs and must have exa"),
        arguments(layer(add(), "full"), "Layer (x) has (1) inputs and must have at least 2"),
        arguments(layer(new Operation.Concat(), "full"), "Layer (x) has (1) inputs and must have"),
        arguments(layer(conv(4, 2), "full"), "Layer (x) kernel (2) must be odd and from 1 to 15"),
        arguments(layer(conv(4, 17), "full"), "Layer (x) kernel (17) must be odd and from 1 to 15"),
        arguments(layer(maxPool(-1, 1), "full"), "Layer (x) kernel (-1) must be odd"),
        arguments(
            layer(conv(4, 3, 0), "full"),
            "Layer (x) stride (0) must be from 1 to 64. Maybe use stride 1 or 2."),
        arguments(
            layer(new Operation.AveragePooling(2, 1), "full"), "Layer (x) kernel (2) must be odd"),
        arguments(
            layer(new Operation.AveragePooling(6, 6), "full"), "Layer (x) kernel (6) must be odd"),
        arguments(layer(maxPool(2, 2), "full"), "Layer (x) kernel (2) must be odd"),
        arguments(
            layer(new Operation.AveragePooling(0, 0), "full"), "Layer (x) kernel (0) must be odd"),
        arguments(
            layer(new Operation.Activate(Activation.NONE), "full"),
            "Layer (x) activation (NONE) must do something. Maybe use Identity, or RELU."),
        arguments(
            layer(new Operation.Activate(RELU), "full", "full"),
            "Layer (x) has (2) inputs and must have exactly 1"),
        arguments(
            layer(new Operation.BatchNorm(RELU)),
            "Layer (x) has (0) inputs and must have exactly 1"),
        arguments(
            layer(new Operation.Projection(0), "full"), "Layer (x) channels (0) must be from 1 to"),
        arguments(
            layer(new Operation.AveragePooling(3, 65), "full"), "Layer (x) stride (65) must be"),
        arguments(
            layer(new Operation.DepthwiseConvolution(3, 1, 0, RELU), "full"),
            "Layer (x) dilation (0) must be from 1 to 64"),
        arguments(
            layer(new Operation.SeparableConvolution(4, 3, 1, -1, RELU), "full"),
            "Layer (x) dilation (-1) must be from 1 to 64"),
        arguments(layer(conv(0, 3), "full"), "Layer (x) channels (0) must be from 1 to 65536"),
        arguments(
            layer(new Operation.InvertedResidual(4, 3, 1, 0), "full"),
            "Layer (x) expansion (0) must be from 1 to 64"),
        arguments(
            layer(new Operation.Convolution(6, 3, 1, 1, 4, RELU), "full"),
            "Layer (x) groups (4) must divide its input channels (4) and its channels (6)"),
        arguments(
            layer(new Operation.Convolution(6, 3, 1, 1, 3, RELU), "full"),
            "Layer (x) groups (3) must divide its input channels (4) and its channels (6)"),
        arguments(
            layer(new Operation.Convolution(4, 3, 1, 1, 0, RELU), "full"),
            "Layer (x) groups (0) must divide"),
        arguments(
            layer(new Operation.Dropout(1), "full"),
            "Layer (x) rate (1.0) must be at least 0 and below 1"),
        arguments(layer(new Operation.Dropout(Double.NaN), "full"), "Layer (x) rate (NaN) must be"),
        arguments(
            layer(add(), "full", "half"),
            "Layer (x) inputs (full) 4x8x8 and (half) 4x4x4 differ: input shapes must be equal."
                + " Maybe bring one to 4x8x8 by a 1x1 convolution."),
        arguments(
            layer(new Operation.Concat(), "full", "full", "half"),
            "Layer (x) inputs (full) 4x8x8 and (half) 4x4x4 differ: input heights and widths"),
        arguments(layer(new Operation.Dense(0), "full"), "Layer (x) units (0) must be from 1 to"),
        arguments(
            layer(conv(65536, 1, 1), "wide"),
            "Layer (x) has (4294967296) weights in one array and may have at most 2147483647"),
        arguments(
            layer(new Operation.Dense(65536), "wide"),
            "Layer (x) has (274877906944) weights in one array"),
        arguments(
            layer(new Operation.InvertedResidual(1, 1, 1, 64), "wide"),
            "Layer (x) has (274877906944) weights in one array"),
        arguments(
            layer(new Operation.Concat(), "wide", "full"),
            "Layer (x) channels (65540) must be from 1 to 65536"));
  }

  private static Layer layer(Operation operation, String... inputs) {
    return Layer.of("x", operation, inputs);
  }

  @ParameterizedTest
  @MethodSource("brokenLayers")
  void refusesALayer(Layer broken, String message) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.of("half", maxPool(3, 2), "input"));
    layers.add(Layer.of("full", conv(4, 3), "input"));
    if (broken.inputs().contains("wide")) {
      layers.add(Layer.of("wide", conv(65536, 1), "input"));
    }
    layers.add(broken);

    assertThatExceptionOfType(InvalidArchitectureException.class)
        .isThrownBy(() -> new Architecture(IMAGE, 2, layers, ""))
        .withMessageStartingWith(message)
        .withMessageContaining(". Maybe ");
  }

  static Stream<Arguments> brokenArchitectures() {
    Layer dense = Layer.of("logits", new Operation.Dense(2), "input");
    return Stream.of(
        arguments(IMAGE, 1, List.of(dense), "Classes (1) of the architecture must be at least 2"),
        arguments(IMAGE, 2, List.of(), "Architecture has (0) layers and must have at least 1"),
        arguments(
            IMAGE,
            3,
            List.of(dense),
            "Layer (logits) is the last one and must be Dense(3), not (dense 2)"),
        arguments(
            IMAGE,
            2,
            List.of(Layer.of("pool", new Operation.GlobalPooling(), "input")),
            "Layer (pool) is the last one and must be Dense(2), not (global-pooling)"),
        arguments(
            new TensorShape(3, 65537, 1), 2, List.of(dense), "Input (3x65537x1) has a side above"),
        arguments(
            new TensorShape(3, 65536, 65536),
            2,
            List.of(dense),
            "Layer (input) has (12884901888) values in one tensor (3x65536x65536) and may"));
  }

  @ParameterizedTest
  @MethodSource("brokenArchitectures")
  void refusesAnArchitecture(TensorShape input, int classes, List<Layer> layers, String message) {
    assertThatExceptionOfType(InvalidArchitectureException.class)
        .isThrownBy(() -> new Architecture(input, classes, layers, ""))
        .withMessageStartingWith(message)
        .withMessageContaining(". Maybe ");
  }

  /** 1024 * 64 channels of 256 * 256 values: 2^32. */
  @Test
  void refusesAnExpansionThatFitsNoArray() {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(1024, 256, 256), 2);

    assertThatExceptionOfType(InvalidArchitectureException.class)
        .isThrownBy(
            () -> builder.add("x", new Operation.InvertedResidual(4, 3, 1, 64), Architecture.INPUT))
        .withMessageStartingWith(
            "Layer (x) has (4294967296) values in one tensor (65536x256x256) and may have at most");
  }

  @Test
  void acceptsTheLimitsOfEveryRule() {
    ArchitectureBuilder builder = new ArchitectureBuilder(IMAGE, 2);
    String x = builder.add("a", new Operation.Convolution(8, 15, 1, 64, 4, RELU), "input");
    x = builder.add("b", new Operation.DepthwiseConvolution(1, 64, 1, RELU), x);
    x = builder.add("c", new Operation.Dropout(0), x);
    x = builder.add("d", new Operation.Dense(3), x);
    x = builder.add("e", new Operation.Add(RELU), x, x);
    builder.add("f", new Operation.Dense(2), x);

    assertThat(builder.build().shapes()).containsEntry("b", new TensorShape(8, 1, 1));
  }
}
