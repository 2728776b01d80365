package org.epnas.nativecuda.detect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the driver itself whether CUDA can run here. No class of the JavaCPP presets is touched:
 * without {@code libcuda.so.1} their initialisation fails and cannot be tried again in the same
 * JVM. Without a GPU the answer takes milliseconds.
 */
public final class GpuDetect {
  /** System property that lets the simulated device of the tests be used. */
  public static final String SIMULATION_PROPERTY = "epnas.cuda.simulated";

  /** Newer PTX, cuDNN 9 and cuBLAS 13 need it: CUDA 13.0, that is driver R580. */
  private static final int LEAST_DRIVER = 13000;

  /** Ampere: the first one that computes in bf16. */
  private static final int LEAST_CAPABILITY = 80;

  private static final String DRIVER = "libcuda.so.1";

  /** The presets of JavaCPP bring natives for this platform only. */
  private static final String PLATFORM = "Linux amd64";

  private final NativeLibraries libraries;
  private final String platform;
  private final boolean simulation;

  GpuDetect(NativeLibraries libraries, String platform, boolean simulation) {
    this.libraries = libraries;
    this.platform = platform;
    this.simulation = simulation;
  }

  /** The answer for this machine. Loads what it finds; never throws. */
  public static GpuReport detect() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return new GpuDetect(new SystemLibraries(), platform, Boolean.getBoolean(SIMULATION_PROPERTY))
        .report();
  }

  GpuReport report() {
    if (!platform.equals(PLATFORM)) {
      return GpuReport.unusable(
          "CUDA is supported on Linux on x86-64 only, this is (%s). Maybe use --device cpu."
              .formatted(platform));
    }
    try {
      return libraries
          .open(DRIVER)
          .map(lookup -> withDriver(new DriverCalls(lookup)))
          .orElseGet(() ->
              GpuReport.unusable(
                  "No NVIDIA driver: (%s) was not found. Install driver R580 or newer, or use --device cpu."
                      .formatted(DRIVER)));
    } catch (IllegalCallerException e) {
      Module module = GpuDetect.class.getModule();
      return GpuReport.unusable(
          "Java does not let the NVIDIA driver in: %s. Maybe start java with --enable-native-access=%s."
              .formatted(e.getMessage(), module.isNamed() ? module.getName() : "ALL-UNNAMED"));
    }
  }

  private GpuReport withDriver(DriverCalls driver) {
    try {
      driver.initialise();
      int version = driver.version();
      if (version < LEAST_DRIVER) {
        return new GpuReport(
            "The NVIDIA driver runs CUDA up to (%s.%s), but 13.0 or newer is needed. Install driver R580 or newer."
                .formatted(version / 1000, version % 1000 / 10),
            version,
            List.of());
      }
      return withGpus(version, driver.gpus());
    } catch (DriverException e) {
      return GpuReport.unusable(e.reason());
    }
  }

  private GpuReport withGpus(int version, List<Gpu> all) {
    if (all.isEmpty()) {
      return new GpuReport(
          "The NVIDIA driver sees no GPU. Maybe CUDA_VISIBLE_DEVICES hides it, or the container was started without --gpus all.",
          version,
          List.of());
    }
    if (!simulation && all.stream().anyMatch(Gpu::simulated)) {
      return new GpuReport(
          "The CUDA libraries are the simulation of the tests, which trains nothing in useful time. Remove its folder from LD_LIBRARY_PATH.",
          version,
          List.of());
    }
    List<Gpu> usable =
        all.stream().filter(gpu -> gpu.computeCapability() >= LEAST_CAPABILITY).toList();
    if (usable.isEmpty()) {
      return new GpuReport(
          "No GPU is new enough: compute capability 8.0 (Ampere) is needed, found (%s). Use --device cpu."
              .formatted(all.stream().map(Gpu::description).collect(Collectors.joining("; "))),
          version,
          List.of());
    }
    return missingLibrary()
        .map(reason -> new GpuReport(reason, version, List.of()))
        .orElseGet(() -> new GpuReport(found(version, usable), version, usable));
  }

  private Optional<String> missingLibrary() {
    for (CudaLibrary library : CudaLibrary.values()) {
      for (String file : library.files()) {
        if (libraries.open(file).isEmpty() && !library.bundled()) {
          return Optional.of(
              "A GPU is there, but (%s) of %s was not found. Install %s, and see that its folder is in LD_LIBRARY_PATH or known to ldconfig."
                  .formatted(file, library.title(), library.packageHint()));
        }
      }
    }
    return Optional.empty();
  }

  private static String found(int version, List<Gpu> gpus) {
    return "driver for CUDA %s.%s; %s"
        .formatted(
            version / 1000,
            version % 1000 / 10,
            gpus.stream()
                .map(gpu -> gpu.id() + ": " + gpu.description())
                .collect(Collectors.joining("; ")));
  }
}
