package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.app.selftest.SelfTestReport;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How results are written, and the exit status that they give. */
class SelfTestTextTest {
  @TempDir Path folder;

  @Test
  void aPersonReadsWhatWasTestedAndEveryPart() {
    assertThat(new SelfTestText(SelfTestReports.passed()).plain())
        .contains(
            "Imagined GPU, compute capability 9.0, 16384.0 MiB",
            "580.65.06, up to CUDA 13.0",
            "cuDNN 9.25.0",
            "Correctness: PASSED",
            "Loss curve: PASSED",
            "Memory return: PASSED",
            "Throughput: PASSED",
            "Algorithms: PASSED")
        .containsPattern("A +FP32 +128 +10000 +9000 +11000 +48.0 +5.0 %\n\\(ResNet-20\\)\n")
        .containsPattern(
            "3x3 stride 1, +FP32 +forward +WINOGRAD +FMA_MATH +4096 +yes\n3x32x32 ->\n")
        .doesNotContain("Checks that failed")
        .endsWith("\nPASSED: this GPU computes what the reference backend computes.\n");
  }

  @Test
  void aFailedCheckIsInTheReportWithWhatWasExpected() {
    assertThat(new SelfTestText(SelfTestReports.failed()).markdown())
        .startsWith("## GPU self-test of EPNAS\n\n**FAILED: 1 of 5 parts failed on this GPU.**\n")
        .contains(
            "## Checks that failed", "| relu \\| 3 channels | FP32 | loss | 1.5 | 1.6 | 1e-4 |");
  }

  @Test
  void aLostDeviceIsNoPass() {
    SelfTestReport lost = SelfTestReports.lost();

    assertThat(lost.passed()).isFalse();
    assertThat(lost.verdict()).contains("was lost (cudaErrorIllegalAddress (700))");
  }

  @Test
  void anInterruptedTestIsNoPassAndPrintsWhatItFound() {
    SelfTestReport interrupted = SelfTestReports.interrupted();
    CommandRun run = CommandRun.of(() -> new GpuSelfTestCommand().finish(interrupted));

    assertThat(interrupted.passed()).isFalse();
    assertThat(run.status()).isEqualTo(130);
    assertThat(run.out())
        .containsPattern("FP32 +12 +0 +0 +0 +255")
        .contains("Interrupted before everything was run.", "INTERRUPTED: nothing that was run");
  }

  @Test
  void theExitStatusSaysWhetherAllPassed() throws IOException {
    GpuSelfTestCommand command = new GpuSelfTestCommand();
    command.report = folder.resolve("report.md");
    command.json = true;

    assertThat(CommandRun.of(() -> command.finish(SelfTestReports.passed())).status()).isZero();
    assertThat(CommandRun.of(() -> command.finish(SelfTestReports.failed())).status()).isOne();
    assertThat(CommandRun.of(() -> command.finish(SelfTestReports.lost())).status()).isOne();
    assertThat(Files.readString(command.report)).contains("**FAILED: this GPU was lost");
  }

  @Test
  void aReportThatCannotBeWrittenIsAFailureAfterTheResult() {
    GpuSelfTestCommand command = new GpuSelfTestCommand();
    // A folder lies where the file should.
    command.report = folder;
    CommandRun run = CommandRun.of(() -> command.finish(SelfTestReports.passed()));

    assertThat(run.status()).isOne();
    assertThat(run.out()).contains("PASSED: this GPU computes");
    assertThat(run.err()).contains("epnas: Report (", "Maybe give another --report.");
  }

  @Test
  void jsonIsOneObjectOfTheSameParts() {
    JsonNode json = Json.PRETTY.readTree(Json.PRETTY.writeValueAsString(SelfTestReports.failed()));

    assertThat(json.propertyNames())
        .contains("facts", "correctness", "lossCurve", "memoryReturn", "throughput", "algorithms");
    JsonNode row = json.get("correctness").get("rows").get(0);
    assertThat(row.get("failed").asInt()).isEqualTo(1);
    assertThat(row.get("problems").get(0).get("expected").asString()).isEqualTo("1.5");
    assertThat(
            json.get("throughput").get("rows").get(0).get("imagesPerSecond").get("median").asInt())
        .isEqualTo(10_000);
  }
}
