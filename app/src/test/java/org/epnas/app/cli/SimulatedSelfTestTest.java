package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.app.selftest.CorrectnessRow;
import org.epnas.app.selftest.GpuSelfTest;
import org.epnas.app.selftest.Part;
import org.epnas.app.selftest.SelfTestListener;
import org.epnas.app.selftest.SelfTestReport;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.nativecuda.GpuInspection;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.study.json.Json;
import org.epnas.testkit.fake.AlteredBackend;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable.BatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole self-test on the simulated device, without and with a planted fault. */
@OnSimulatedDevice
class SimulatedSelfTestTest {
  @TempDir Path folder;

  @Test
  void aSoundBackendPassesAndIsNotTimed() throws IOException {
    Path report = folder.resolve("report.md");
    CommandRun run =
        CommandRun.of(
            "gpu-selftest",
            "--device",
            "simulated",
            "--quick",
            "--json",
            "--report",
            report.toString());

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    JsonNode json = Json.PRETTY.readTree(run.out());
    for (String part : new String[] {"correctness", "lossCurve", "memoryReturn", "algorithms"}) {
      assertThat(json.get(part).get("status").asString()).as(part).isEqualTo("PASSED");
      assertThat(json.get(part).get("rows")).as(part).isNotEmpty();
    }
    assertThat(json.get("throughput").get("status").asString()).isEqualTo("SKIPPED");
    assertThat(json.get("throughput").get("note").asString()).contains("simulated");
    assertThat(json.get("memoryReturn").get("rows"))
        .allSatisfy(row -> assertThat(row.get("leakedBytes").asLong()).isZero());
    assertThat(Files.readString(report)).contains("Simulated CUDA device", "**PASSED: ");
  }

  /** Losses of training are a hundredth too large; what the device makes itself is right. */
  @Test
  void aWrongLossIsFoundAndGivesStatusOne() {
    CudaBackend cuda = new CudaBackend();
    Device device = cuda.devices().getFirst();
    AlteredBackend wrong =
        new AlteredBackend(
            cuda, result -> new BatchResult(result.loss() * 1.01, result.correct()), true);
    SelfTestReport report =
        new GpuSelfTest(
                wrong, device, new GpuInspection(cuda, device), true, new Silent(), () -> false)
            .run();

    assertThat(report.correctness().status()).isEqualTo(Part.Status.FAILED);
    CorrectnessRow fp32 = report.correctness().rows().getFirst();
    assertThat(fp32.failed()).isPositive();
    assertThat(fp32.notRun()).isZero();
    assertThat(fp32.problems())
        .anySatisfy(problem -> {
          assertThat(problem.what()).isEqualTo("loss");
          assertThat(Double.parseDouble(problem.actual()) / Double.parseDouble(problem.expected()))
              .isBetween(1.009, 1.011);
        });
    assertThat(report.lossCurve().status()).isEqualTo(Part.Status.FAILED);
    assertThat(report.memoryReturn().status()).isEqualTo(Part.Status.PASSED);
    assertThat(report.deviceLost()).isEmpty();
    CommandRun run = CommandRun.of(() -> new GpuSelfTestCommand().finish(report));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Checks that failed", "2 of 5 parts failed");
  }

  /** The first question is asked before the first arithmetic, the others before checks of it. */
  @Test
  void anInterruptLeavesTheRestAndKeepsWhatWasFound() {
    CudaBackend cuda = new CudaBackend();
    Device device = cuda.devices().getFirst();
    AtomicInteger asked = new AtomicInteger();
    SelfTestReport report =
        new GpuSelfTest(
                cuda,
                device,
                new GpuInspection(cuda, device),
                true,
                new Silent(),
                () -> asked.incrementAndGet() > 3)
            .run();

    CorrectnessRow row = report.correctness().rows().getFirst();
    assertThat(row.passed() + row.skipped()).isEqualTo(2);
    assertThat(row.notRun()).isPositive();
    assertThat(report.correctness().status()).isEqualTo(Part.Status.SKIPPED);
    assertThat(report.lossCurve().rows()).isEmpty();
    assertThat(report.interrupted()).isTrue();
    assertThat(report.verdict()).startsWith("INTERRUPTED: ");
  }

  /** Tells nobody. */
  private static final class Silent implements SelfTestListener {
    @Override
    public void begins(String what) {}

    @Override
    public void advances(int done, int of) {}

    @Override
    public void found(String problem) {}
  }
}
