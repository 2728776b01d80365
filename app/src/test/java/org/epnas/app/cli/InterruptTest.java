package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.epnas.app.Main;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that would go on for hours prints its result when it is interrupted, though the terminal is
 * slow, and ends with the status that shells know.
 */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows has no polite kill")
class InterruptTest {
  /** Less than an interrupted command is given before its results are given up. */
  private static final int SECONDS = 25;

  private static final String SMALL =
      """
      {"input": {"channels": 1, "height": 8, "width": 8}, "classes": 2, "encoding": "", "layers": [
        {"name": "pool", "operation": {"type": "GlobalPooling"}, "inputs": ["input"]},
        {"name": "fc", "operation": {"type": "Dense", "units": 2}, "inputs": ["pool"]}]}
      """;

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @Test
  void aComparisonEndsItsSearchesAndCanGoOn() throws Exception {
    Path out = folder.resolve("out");
    List<String> command =
        List.of(
            "compare",
            "--table",
            SyntheticTable.write(folder.resolve("table.csv")).toString(),
            "--strategies",
            "evolution",
            "--seeds",
            "1",
            "--jobs",
            "2",
            "--budget",
            "100000000s",
            "--out",
            out.toString());
    int status = interrupted(out.resolve("compare.json"), command);

    assertThat(status).isEqualTo(TERMINATED);
    assertThat(errors()).contains("Interrupted").doesNotContain("Gave up");
    assertThat(output()).contains("Not all searches are finished");
    assertThat(out.resolve("compare.json")).exists();
  }

  @Test
  void aSearchPrintsItsSummary() throws Exception {
    Path run = folder.resolve("run");
    List<String> command =
        List.of(
            "search",
            "--table",
            SyntheticTable.write(folder.resolve("table.csv")).toString(),
            "--strategy",
            "evolution",
            "--budget",
            "100000000s",
            "--run",
            run.toString(),
            "--json");
    int status = interrupted(run.resolve("trials.jsonl"), command);

    assertThat(status).isEqualTo(TERMINATED);
    assertThat(Json.PRETTY.readTree(output()).get("end").asString()).isEqualTo("CANCELLED");
    assertThat(run.resolve("summary.json")).hasContent(output());
  }

  @Test
  void aTrainingPrintsWhereItsWeightsLie() throws Exception {
    Path run = folder.resolve("run");
    List<String> command =
        List.of(
            "train",
            Files.writeString(folder.resolve("small.json"), SMALL).toString(),
            "--data",
            SyntheticImages.write(folder.resolve("data"), 60, 20).toString(),
            "--device",
            "reference",
            "--batch-size",
            "10",
            "--budget",
            "epochs=100000",
            "--run",
            run.toString(),
            "--json");
    int status = interrupted(run.resolve("weights.safetensors"), command);

    assertThat(status).isEqualTo(TERMINATED);
    assertThat(Json.PRETTY.readTree(output()).get("interrupted").asBoolean()).isTrue();
    assertThat(Json.PRETTY.readTree(output()).get("epochs").asInt()).isPositive();
    assertThat(Path.of(Json.PRETTY.readTree(output()).get("weights").asString())).exists();
  }

  /** It waits for its run file, a pipe into which nobody writes. */
  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCommandThatHasNotBegunSaysThatNothingWasFound() throws Exception {
    Path pipe = folder.resolve("search.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process process = start(Main.class, List.of("search", "--config", pipe.toString()));
    // Opens when the other end does.
    try (OutputStream held = Files.newOutputStream(pipe)) {
      process.destroy();
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(errors()).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      assertThat(errors())
          .contains("epnas: Interrupted before there was a result. Nothing is lost.")
          .doesNotContain("Exception");
      assertThat(held).isNotNull();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Runs a command until a file of its results is there, kills it politely and gives its exit
   * status. Ctrl-C is the same for Java, but whoever runs these tests may have it ignored.
   */
  private int interrupted(Path written, List<String> command) throws Exception {
    Process process = start(SlowOutput.class, command);
    try {
      await(process, written);
      assertThat(process.supportsNormalTermination()).isTrue();
      process.destroy();
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(errors()).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Class<?> program, List<String> command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    all.addAll(command);
    return new ProcessBuilder(all)
        .redirectOutput(folder.resolve("text").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private void await(Process process, Path written) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (!Files.exists(written) && process.isAlive() && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    assertThat(written).as(errors()).exists();
    Thread.sleep(1000);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("text"));
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }
}
