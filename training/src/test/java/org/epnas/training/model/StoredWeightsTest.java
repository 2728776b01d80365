package org.epnas.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWeightsTest {
  /** Two parameters: a matrix of 2 x 1 and a bias of 2. */
  private static final Program PROGRAM =
      Program.of(
          new Architecture(
              new TensorShape(1, 2, 2),
              2,
              List.of(
                  Layer.of("p", new Operation.GlobalPooling(), Architecture.INPUT),
                  Layer.of("d", new Operation.Dense(2), "p")),
              ""));

  @TempDir Path folder;

  @Test
  void takesHalvesAndLeavesCountersOut() throws IOException {
    Path file = file("F16", 2, 0x3c00, "I64");

    assertThat(StoredWeights.read(file, PROGRAM).tensors().sequencedKeySet())
        .containsExactlyElementsOf(PROGRAM.parameters().stream().map(Parameter::name).toList());
    assertThat(StoredWeights.read(file, PROGRAM).tensors().firstEntry().getValue().values())
        .containsOnly(1);
  }

  @Test
  void namesAWeightOfWholeNumbers() throws IOException {
    Path file = file("I16", 2, 1, "I64");

    assertThatThrownBy(() -> StoredWeights.read(file, PROGRAM))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith("Weights file (%s) does not fit the network: tensor (", file)
        .hasMessageContaining("is of type I16, but weights are F32, F64, F16 or BF16; 0 of 2");
  }

  @Test
  void namesAWeightThatIsNoNumber() throws IOException {
    // 0x7e00 is not a number in F16.
    Path file = file("F16", 2, 0x7e00, "I64");

    assertThatThrownBy(() -> StoredWeights.read(file, PROGRAM))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("value 0 of tensor (")
        .hasMessageContaining("is NaN; 0 of 2 tensors fit. Maybe ");
  }

  @Test
  void leavesATensorOfNoValuesOut() throws IOException {
    Path file = file("F16", 2, 0x3c00, "F64");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    // The last tensor, of 8 bytes behind 8 others, becomes one of none in a header as long.
    text =
        text.replace(
            "\"shape\":[],\"data_offsets\":[8,16]", "\"shape\":[0],\"data_offsets\":[8,8]");
    Files.writeString(file, text.substring(0, text.length() - 8), StandardCharsets.ISO_8859_1);

    assertThat(StoredWeights.read(file, PROGRAM).tensors()).hasSize(PROGRAM.parameters().size());
  }

  @Test
  void namesATensorTooMuch() throws IOException {
    Path file = file("F16", 2, 0, "F64");

    assertThatThrownBy(() -> StoredWeights.read(file, PROGRAM))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(
            "it has a tensor (counter) that the network does not know; 2 of 2 tensors fit");
  }

  /**
   * The program's parameters, of 16 bits a value, and one more of 64.
   *
   * @param value of every parameter
   */
  private Path file(String type, int bytes, int value, String counterType) throws IOException {
    StringBuilder header = new StringBuilder("{");
    int at = 0;
    for (Parameter parameter : PROGRAM.parameters()) {
      int end = at + Math.toIntExact(parameter.elements()) * bytes;
      header.append(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]},"
              .formatted(parameter.name(), type, parameter.shape(), at, end));
      at = end;
    }
    header.append(
        "\"counter\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[%d,%d]}}"
            .formatted(counterType, at, at + 8));
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + at + 8).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (int i = 0; i < at / bytes; i++) {
      file.putShort((short) value);
    }
    return Files.write(folder.resolve("x.safetensors"), file.array());
  }
}
