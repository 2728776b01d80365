package org.epnas.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ArchitectureJsonTest {
  private static final TensorShape INPUT = new TensorShape(2, 8, 8);

  /** One operation of each kind, in a network that is allowed. */
  private static final Architecture EVERYTHING =
      new Architecture(
          INPUT,
          3,
          List.of(
              Layer.of(
                  "a",
                  new Operation.Convolution(4, 3, 1, 2, 2, Activation.RELU),
                  Architecture.INPUT),
              Layer.of("b", new Operation.DepthwiseConvolution(5, 1, 1, Activation.RELU6), "a"),
              Layer.of("c", new Operation.SeparableConvolution(4, 3, 1, 1, Activation.SWISH), "b"),
              Layer.of("d", new Operation.InvertedResidual(4, 3, 1, 6), "c"),
              Layer.of("e", new Operation.MaxPooling(3, 1), "d"),
              Layer.of("f", new Operation.AveragePooling(3, 1), "d"),
              Layer.of("g", new Operation.Identity(), "e"),
              Layer.of("h", new Operation.Add(Activation.NONE), "f", "g"),
              Layer.of("m", new Operation.Projection(4), "h"),
              Layer.of("n", new Operation.BatchNorm(Activation.RELU), "m"),
              Layer.of("o", new Operation.Activate(Activation.SWISH), "n"),
              Layer.of("i", new Operation.Concat(), "o", "a"),
              Layer.of("j", new Operation.GlobalPooling(), "i"),
              Layer.of("k", new Operation.Dropout(0.25), "j"),
              Layer.of("l", new Operation.Dense(3), "k")),
          "cell 0-1");

  /** What is in people's files: may grow with a new schema, may not change. */
  private static final String WRITTEN =
      """
      {"schema":1,"input":{"channels":2,"height":8,"width":8},"classes":3,"layers":[\
      {"name":"a","operation":{"type":"convolution","channels":4,"kernel":3,"stride":1,"dilation":2,"groups":2,"activation":"relu"},"inputs":["input"]},\
      {"name":"b","operation":{"type":"depthwise-convolution","kernel":5,"stride":1,"dilation":1,"activation":"relu6"},"inputs":["a"]},\
      {"name":"c","operation":{"type":"separable-convolution","channels":4,"kernel":3,"stride":1,"dilation":1,"activation":"swish"},"inputs":["b"]},\
      {"name":"d","operation":{"type":"inverted-residual","channels":4,"kernel":3,"stride":1,"expansion":6},"inputs":["c"]},\
      {"name":"e","operation":{"type":"max-pooling","kernel":3,"stride":1},"inputs":["d"]},\
      {"name":"f","operation":{"type":"average-pooling","kernel":3,"stride":1},"inputs":["d"]},\
      {"name":"g","operation":{"type":"identity"},"inputs":["e"]},\
      {"name":"h","operation":{"type":"add","activation":"none"},"inputs":["f","g"]},\
      {"name":"m","operation":{"type":"projection","channels":4},"inputs":["h"]},\
      {"name":"n","operation":{"type":"batch-norm","activation":"relu"},"inputs":["m"]},\
      {"name":"o","operation":{"type":"activate","activation":"swish"},"inputs":["n"]},\
      {"name":"i","operation":{"type":"concat"},"inputs":["o","a"]},\
      {"name":"j","operation":{"type":"global-pooling"},"inputs":["i"]},\
      {"name":"k","operation":{"type":"dropout","rate":0.25},"inputs":["j"]},\
      {"name":"l","operation":{"type":"dense","units":3},"inputs":["k"]}\
      ],"encoding":"cell 0-1"}\
      """;

  @Test
  void writesWhatIsInPeoplesFilesAndReadsItBack() {
    assertThat(ArchitectureJson.write(EVERYTHING)).isEqualToIgnoringWhitespace(WRITTEN);
    assertThat(ArchitectureJson.read(WRITTEN)).isEqualTo(EVERYTHING);
  }

  @Test
  void everyOperationHasAName() {
    List<Class<?>> named = new ArrayList<>();
    Arrays.stream(OperationType.values()).forEach(type -> named.add(type.type()));

    assertThat(named).containsExactlyInAnyOrderElementsOf(records(Operation.class));
    assertThat(EVERYTHING.layers().stream().map(layer -> layer.operation().getClass()).distinct())
        .hasSize(OperationType.values().length);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyActivationComesBack(Activation activation) {
    Architecture architecture =
        new Architecture(
            INPUT,
            2,
            List.of(
                Layer.of(
                    "a", new Operation.Convolution(4, 3, 1, 1, 1, activation), Architecture.INPUT),
                Layer.of("b", new Operation.Dense(2), "a")),
            "");

    assertThat(ArchitectureJson.read(ArchitectureJson.write(architecture))).isEqualTo(architecture);
  }

  @Test
  void readsFilesWithClassNamesAndWithoutASchema() {
    String old = WRITTEN.replace("\"schema\":1,", "");
    for (OperationType type : OperationType.values()) {
      old =
          old.replace(
              "\"type\":\"%s\"".formatted(type.id()), "\"type\":\"%s\"".formatted(type.legacyId()));
    }
    for (Activation activation : Activation.values()) {
      old =
          old.replace(
              "\"activation\":\"%s\"".formatted(ActivationName.of(activation)),
              "\"activation\":\"%s\"".formatted(activation.name()));
    }

    assertThat(old).contains("DepthwiseConvolution", "RELU6").doesNotContain("schema");
    assertThat(ArchitectureJson.read(old)).isEqualTo(EVERYTHING);
  }

  @Test
  void aBrokenRuleKeepsItsMessage() {
    String broken = WRITTEN.replace("\"rate\":0.25", "\"rate\":1.5");

    assertThatThrownBy(() -> ArchitectureJson.read(broken))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("Layer (k)")
        .hasMessageContaining("1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema\":1            | \"schema\":2             | Schema (2) of the architecture is not (1)",
        "\"type\":\"max-pooling\" | \"type\":\"max-pool\"    | Operation (max-pool) is unknown. Known are convolution,",
        "\"activation\":\"swish\" | \"activation\":\"mish\"  | Activation (mish) is unknown. Known are none, relu,",
        "\"rate\":0.25           | \"rate\":0.25,\"x\":1    | x",
        "\"rate\":0.25           | \"rates\":0.25           | rate",
        "\"units\":3             | \"units\":null           | units",
        "\"classes\":3,          | ''                       | classes",
        "\"classes\":3,          | \"classes\":3,\"classes\":3, | classes",
        "\"encoding\":\"cell 0-1\"} | \"encoding\":\"\"}}    | (line ",
      })
  void whatIsNotRightIsSaidInOneLine(String right, String wrong, String message) {
    assertThat(WRITTEN).contains(right);

    assertThatThrownBy(() -> ArchitectureJson.read(WRITTEN.replace(right, wrong)))
        .isInstanceOf(ArchitectureFormatException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  /** A record of somebody else's that holds an architecture. */
  record Line(int id, OptionalInt parent, Architecture architecture) {}

  @Test
  void aLargerRecordMayHoldOne() {
    JsonMapper mapper = JsonMapper.builder().addModule(ArchitectureJson.module()).build();
    Line line = new Line(7, OptionalInt.empty(), EVERYTHING);

    assertThat(mapper.readValue(mapper.writeValueAsString(line), Line.class)).isEqualTo(line);
  }

  private static List<Class<?>> records(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type);
    }
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      records(permitted).stream().filter(c -> !found.contains(c)).forEach(found::add);
    }
    return found;
  }
}
