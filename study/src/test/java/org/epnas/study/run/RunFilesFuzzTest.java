package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.JsonFile;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;

/** The JSON files of run folders, changed at random. */
class RunFilesFuzzTest {
  private static final String ARCHITECTURE =
      "{\"input\":{\"channels\":1,\"height\":4,\"width\":4},\"classes\":2,\"layers\":["
          + "{\"name\":\"pool\",\"operation\":{\"type\":\"global-pooling\"},\"inputs\":[\"input\"]},"
          + "{\"name\":\"classifier\",\"operation\":{\"type\":\"dense\",\"units\":2},\"inputs\":[\"pool\"]}],"
          + "\"encoding\":\"\"}";

  private static final String TRIAL =
      "{\"schema\":1,\"id\":0,\"kind\":\"BASELINE\",\"sharing\":null,\"share\":null,\"episode\":0,"
          + "\"parent\":null,\"epochs\":1,\"hash\":\"ab\",\"parameters\":60,\"flops\":800,"
          + "\"bytesMoved\":400,\"flopsPerByte\":2.0,\"uses\":{\"parameters\":60.0},\"feasible\":true,"
          + "\"predictedReward\":null,\"reward\":0.5,\"seconds\":1.5,\"failure\":null,"
          + "\"metrics\":{\"validationAccuracy\":0.5},\"architecture\":"
          + ARCHITECTURE
          + "}\n";

  private static final List<String> WORDS =
      List.of(
          "null",
          "NaN",
          "\"NaN\"",
          "-1",
          "1e999",
          "99999999999",
          "1.5",
          "true",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\n",
          "\"START\"",
          "\"failure\":{}",
          "\u0000",
          "\ufeff");

  @TempDir Path folder;

  @Test
  void trials() {
    Path file = folder.resolve("trials.jsonl");

    ReaderFuzz.Report report =
        fuzz(TRIAL + TRIAL)
            .run(
                "trials",
                input -> {
                  Files.write(file, input);
                  TrialJournal.read(file).stream()
                      .sorted(TrialLine.BEST_FIRST)
                      .forEach(line -> assertThat(line.architecture().layers()).isNotEmpty());
                });

    assertUseful(report);
  }

  @Test
  void architectures() {
    Path file = folder.resolve("best.json");

    ReaderFuzz.Report report =
        fuzz(ARCHITECTURE)
            .run(
                "best.json",
                input -> {
                  Files.write(file, input);
                  assertThat(ArchitectureReport.of(ArchitectureFile.read(file)).layers())
                      .isNotEmpty();
                });

    assertUseful(report);
  }

  @Test
  void otherFiles() {
    Path file = folder.resolve("run.json");

    ReaderFuzz.Report report =
        fuzz("{\"a\":\"b\",\"c\":\"1\"}")
            .run(
                "run.json",
                input -> {
                  Files.write(file, input);
                  JsonFile json = new JsonFile("Run record", file);
                  json.object();
                  json.as(new TypeReference<TreeMap<String, String>>() {});
                });

    assertUseful(report);
  }

  private static ReaderFuzz fuzz(String valid) {
    return new ReaderFuzz(
        List.of(valid.getBytes(StandardCharsets.UTF_8)),
        WORDS,
        32 << 20,
        List.of(ConfigurationException.class));
  }

  private static void assertUseful(ReaderFuzz.Report report) {
    assertThat(report.refused()).isPositive();
  }
}
