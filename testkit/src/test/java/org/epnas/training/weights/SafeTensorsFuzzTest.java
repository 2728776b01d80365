package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weight files changed at random: lengths, offsets, shapes, types and values. */
class SafeTensorsFuzzTest {
  @TempDir Path folder;

  @Test
  void safeTensors() throws IOException {
    byte[] valid =
        file(
            "{\"__metadata__\":{\"a\":\"b\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                + "\"e\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[12,12]},"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[12,20]}}",
            20);
    Path file = folder.resolve("x.safetensors");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(valid),
                List.of("null", "F64", "BF16", "-1", "1e9", "99999999999", "[", "{", "\"w\":", ","),
                16 << 20,
                List.of(WeightsException.class))
            .run(
                "safetensors",
                input -> {
                  Files.write(file, input);
                  SafeTensors.read(file);
                });

    assertThat(report.refused()).isPositive();
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
