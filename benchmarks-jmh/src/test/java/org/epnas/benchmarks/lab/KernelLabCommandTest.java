package org.epnas.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.study.config.ConfigurationException;
import org.junit.jupiter.api.Test;

class KernelLabCommandTest {
  private static final Gpu SIMULATED =
      new Gpu(0, "Simulated CUDA device (CPU, test only)", 80, 1L << 30);
  private static final Gpu REAL = new Gpu(1, "NVIDIA H100 PCIe", 90, 80L << 30);

  @Test
  void timesOnTheFirstRealGpu() {
    GpuReport report = new GpuReport("two", 13020, List.of(SIMULATED, REAL));

    assertThat(KernelLabCommand.gpu(report)).isEqualTo(REAL);
  }

  @Test
  void refusesTheSimulatedDevice() {
    GpuReport report = new GpuReport("simulated only", 13020, List.of(SIMULATED));

    assertThatThrownBy(() -> KernelLabCommand.gpu(report))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("simulated only");
  }

  @Test
  void countsTheBytesThatMustMove() {
    // Batch normalisation of 128 x 64 x 32 x 32 bf16: reads x and the addend, writes y.
    assertThat(Experiment.all().getFirst().traffic()).isEqualTo(3L * 2 * 128 * 64 * 32 * 32);
  }

  @Test
  void everyExperimentHasTheProductsVersionAndAnother() {
    assertThat(Experiment.all())
        .allSatisfy(experiment -> assertThat(experiment.versions()).hasSizeGreaterThan(1));
  }
}
