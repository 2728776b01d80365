package org.epnas.nativecuda.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.SymbolLookup;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which CUDA can be missing has its own reason, which says what to do. */
class GpuDetectTest {
  private static final String LINUX = "Linux amd64";
  private static final String DRIVER = "libcuda.so.1";

  @Test
  void aGoodDriverGivesItsGpus() {
    GpuReport report = report(new FakeDriver(0, 13020, 90, "NVIDIA H100 PCIe", "NVIDIA A100"));

    assertThat(report.usable()).isTrue();
    assertThat(report.driverVersion()).isEqualTo(13020);
    assertThat(report.gpus()).extracting(Gpu::id).containsExactly("cuda:0", "cuda:1");
    assertThat(report.gpus().getFirst())
        .isEqualTo(new Gpu(0, "NVIDIA H100 PCIe", 90, 80L << 30))
        .extracting(Gpu::description)
        .isEqualTo("NVIDIA H100 PCIe, compute capability 9.0, 80.0 GiB");
    assertThat(report.reason()).contains("CUDA 13.2", "cuda:1: NVIDIA A100");
  }

  @Test
  void forbiddenNativeAccessIsNotTakenForAMissingDriver() {
    NativeLibraries forbidden =
        file -> {
          throw new IllegalCallerException("Illegal native access from an unnamed module");
        };

    assertUnusable(
        new GpuDetect(forbidden, LINUX, false).report(), "--enable-native-access=ALL-UNNAMED");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(100, "CUDA_VISIBLE_DEVICES"),
        Arguments.of(34, "stub"),
        Arguments.of(46, "exclusive"),
        Arguments.of(999, "nvidia-smi"),
        Arguments.of(3, "kernel module"),
        Arguments.of(801, "--device cpu"),
        Arguments.of(803, "Restart"),
        Arguments.of(804, "cuda-compat"),
        Arguments.of(12345, "(cuInit: 12345)"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aDriverThatDoesNotStartSaysWhy(int status, String wayOut) {
    assertUnusable(report(new FakeDriver(status, 13020, 90, "GPU")), wayOut);
  }

  @Test
  void anOldDriverIsNamedWithItsVersion() {
    GpuReport report = report(new FakeDriver(0, 12040, 90, "GPU"));

    assertUnusable(report, "(12.4)", "R580");
    assertThat(report.driverVersion()).isEqualTo(12040);
  }

  @Test
  void aDriverWithoutGpusSaysHowTheyMayBeHidden() {
    assertUnusable(report(new FakeDriver(0, 13020, 90)), "sees no GPU", "--gpus all");
  }

  @Test
  void anOldGpuIsNamed() {
    assertUnusable(
        report(new FakeDriver(0, 13020, 75, "Tesla T4")), "Tesla T4", "7.5", "8.0", "--device cpu");
  }

  @Test
  void theSimulatedDeviceNeedsTheTestsProperty() {
    FakeDriver simulated = new FakeDriver(0, 13020, 80, "Simulated CUDA device (CPU, test only)");

    assertUnusable(report(simulated), "LD_LIBRARY_PATH");
    GpuReport allowed = new GpuDetect(all(simulated), LINUX, true).report();
    assertThat(allowed.gpus()).extracting(Gpu::id).containsExactly("simulated");
  }

  @Test
  void withoutADriverItSaysWhatToInstall() {
    assertUnusable(new GpuDetect(file -> Optional.empty(), LINUX, false).report(), DRIVER, "R580");
  }

  @Test
  void aStubLibraryWithoutFunctionsIsTold() {
    assertUnusable(report(function -> Optional.empty()), "cuInit", "stub");
  }

  @Test
  void otherPlatformsAreTold() {
    assertUnusable(
        new GpuDetect(all(FakeDriver.GOOD), "Mac OS X aarch64", false).report(), "Mac OS X");
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        Arguments.of("libcublas.so.13", "cuBLAS 13", "libcublas-13"),
        Arguments.of("libcublasLt.so.13", "cuBLAS 13", "libcublas-13"),
        Arguments.of("libcudnn_cnn.so.9", "cuDNN 9", "cudnn9-cuda-13"),
        Arguments.of("libcudnn_adv.so.9", "cuDNN 9", "cudnn9-cuda-13"));
  }

  @ParameterizedTest
  @MethodSource("missing")
  void aMissingLibraryIsNamedWithItsPackage(String file, String title, String packages) {
    NativeLibraries without =
        name -> name.equals(file) ? Optional.empty() : Optional.of(FakeDriver.GOOD);

    assertUnusable(new GpuDetect(without, LINUX, false).report(), file, title, packages);
  }

  /** Whatever this machine has: an answer at once, and a second one like the first. */
  @Test
  void thisMachineIsAnsweredInUnderASecond() {
    long start = System.nanoTime();
    GpuReport report = GpuDetect.detect();
    Duration time = Duration.ofNanos(System.nanoTime() - start);

    assertThat(GpuDetect.detect()).isEqualTo(report);
    assertThat(report.reason()).isNotEmpty();
    if (!report.usable()) {
      assertThat(time).isLessThan(Duration.ofSeconds(1));
    }
  }

  private static void assertUnusable(GpuReport report, String... parts) {
    assertThat(report.usable()).isFalse();
    assertThat(report.reason()).contains(parts).doesNotContain("\n");
  }

  private static GpuReport report(SymbolLookup driver) {
    return new GpuDetect(all(driver), LINUX, false).report();
  }

  private static NativeLibraries all(SymbolLookup driver) {
    return file -> Optional.of(driver);
  }
}
