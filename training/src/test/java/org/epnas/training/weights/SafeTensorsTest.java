package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("z/weight", new NamedTensor(List.of(2, 3), new float[] {1, -2, 3, 4, 5, 6e-20f}));
    tensors.put("a/\"bias\"", new NamedTensor(List.of(1), new float[] {Float.MIN_VALUE}));
    Path file = folder.resolve("x.safetensors");

    SafeTensors.write(file, new Weights(tensors), Map.of("trial", "7", "a", "b"));
    SafeTensors.Content content = SafeTensors.read(file);

    assertThat(content.metadata()).containsExactly(Map.entry("a", "b"), Map.entry("trial", "7"));
    assertThat(content.weights().tensors().sequencedKeySet())
        .containsExactly("z/weight", "a/\"bias\"");
    assertThat(content.weights()).usingRecursiveComparison().isEqualTo(new Weights(tensors));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void writesTheDocumentedBytes() throws IOException {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("ab", new NamedTensor(List.of(1, 2), new float[] {1, 2}));
    Path file = folder.resolve("x.safetensors");

    SafeTensors.write(file, new Weights(tensors), Map.of());

    String json = "{\"ab\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    // 57 characters, padded to a multiple of 8.
    assertThat(json).hasSize(57);
    assertThat(bytes.getLong()).isEqualTo(64);
    byte[] header = new byte[64];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8)).isEqualTo(json + " ".repeat(7));
    assertThat(bytes.getFloat()).isEqualTo(1);
    assertThat(bytes.getFloat()).isEqualTo(2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void readsBf16() throws IOException {
    // 0x3f80 and 0xc000 are the upper halves of 1 and -2.
    Path file =
        file(
            "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            new byte[] {(byte) 0x80, 0x3f, 0x00, (byte) 0xc0});

    assertThat(SafeTensors.read(file).weights().tensors().get("a").values()).containsExactly(1, -2);
  }

  @Test
  void readsHalvesAndDoubles() throws IOException {
    // 0x3c00 is 1 and 0xc000 -2 as F16; 0x3ff0... is 1 as F64; the F16 ends where the F64 begins.
    Path file =
        file(
            "{\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            new byte[] {0x00, 0x3c, 0x00, (byte) 0xc0, 0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f});

    Weights weights = SafeTensors.read(file).weights();

    assertThat(weights.tensors().get("a").values()).containsExactly(1, -2);
    assertThat(weights.tensors().get("b").values()).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "I64, 8", "U64, 8", "I32, 4", "U32, 4", "I16, 2", "U16, 2", "I8, 1", "U8, 1", "BOOL, 1"
  })
  void leavesCountersOutAndNamesThem(String type, int bytes) throws IOException {
    byte[] data = new byte[bytes + 4];
    // 1 as F32, behind the counter.
    data[bytes + 2] = (byte) 0x80;
    data[bytes + 3] = 0x3f;
    Path file =
        file(
            "{\"n\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[0,%d]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}"
                .formatted(type, bytes, bytes, bytes + 4),
            data);

    SafeTensors.Content content = SafeTensors.read(file);

    assertThat(content.weights().tensors().sequencedKeySet()).containsExactly("a");
    assertThat(content.weights().tensors().get("a").values()).containsExactly(1);
    assertThat(content.leftOut()).containsExactly(Map.entry("n", type));
  }

  @Test
  void readsATensorOfNoValues() throws IOException {
    Path file =
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[0,0]}}", new byte[0]);

    assertThat(SafeTensors.read(file).weights().tensors().get("a").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E4M3", "F8_E5M2", "F4", "C64", "f32"})
  void namesATypeThatIsNotRead(String type) throws IOException {
    Path file =
        file(
            "{\"a\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,1]}}".formatted(type),
            new byte[1]);

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "Weights file (%s): tensor (a) has dtype \"%s\", which is not read; F32, F64, F16 and BF16 are. Maybe convert it.",
            file, type);
  }

  static Stream<Arguments> broken() {
    String a = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    return Stream.of(
        Arguments.of("not json", 4, "its header is not valid JSON"),
        Arguments.of("[1]", 4, "its header is not a JSON object"),
        Arguments.of("{} x", 0, "its header is not valid JSON"),
        Arguments.of("{\"a\":" + a + ",\"a\":" + a + "}", 4, "its header is not valid JSON"),
        Arguments.of("{\"a\":1}", 4, "tensor (a) must have exactly dtype, shape and data_offsets"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
            4,
            "tensor (a) shape [-1] is not a list of whole numbers"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,99999999999],\"data_offsets\":[0,0]}}",
            0,
            "tensor (a) of shape [0, 99999999999] is larger than 2 GiB"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,4]}}",
            4,
            "tensor (a) of shape [65536, 65536] is larger than 2 GiB"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            4,
            "needs 8 bytes but data_offsets [0, 4] span 4"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            8,
            "tensor (a) begins at byte 4 but the one before ends at 0"),
        Arguments.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
            4,
            "tensor (a) has data_offsets [0]; it needs two"),
        Arguments.of("{\"a\":" + a + "}", 5, "its tensors take 4 bytes but 5 follow the header"),
        Arguments.of(
            "{\"__metadata__\":{\"x\":1},\"a\":" + a + "}",
            4,
            "its metadata is not an object of texts"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void refusesBrokenFiles(String header, int dataBytes, String reason) throws IOException {
    Path file = file(header, new byte[dataBytes]);

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith("Weights file (" + file + ") is broken: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesShortFiles() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[7]);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("has 7 bytes; a safetensors file has at least 8");

    Files.write(file, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("of 10 bytes declares a header of 100 bytes");

    Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, (byte) 0x80, '{', '}'});
    assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(WeightsException.class);
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("broken.safetensors"), bytes.array());
  }
}
