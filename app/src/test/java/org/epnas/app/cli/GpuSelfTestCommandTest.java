package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.nativecuda.detect.GpuDetect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** The self-test where it has no GPU to test. */
class GpuSelfTestCommandTest {
  static boolean hasGpu() {
    return GpuDetect.detect().gpus().stream().anyMatch(gpu -> !gpu.simulated());
  }

  @Test
  @DisabledIf(value = "hasGpu", disabledReason = "this machine has a GPU")
  void withoutAGpuItEndsWithTheReasonBeforeAnythingElseIsLookedAt() {
    // The folder of the report is wrong as well, and not looked at.
    CommandRun run = CommandRun.of("gpu-selftest", "--report", "no such folder/report.md");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("(cuda:0)", GpuDetect.detect().reason());
  }

  @Test
  void aProcessorIsNoGpu() {
    CommandRun run = CommandRun.of("gpu-selftest", "--device", "reference");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("(reference)", "is not a GPU", GpuDetect.detect().reason());
  }
}
