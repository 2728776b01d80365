package org.epnas.nativecuda.simulated;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated device is built from and needs to run.
 *
 * @param path folders of programs, as in the environment variable
 * @param properties value of a system property by its name
 * @param resources place of a resource on the class path by its name
 */
record SimulatorRequirements(
    String path,
    Function<String, @Nullable String> properties,
    Function<String, @Nullable URL> resources) {
  static final String SOURCES = "epnas.simcuda.sources";
  static final String LIBRARIES = "epnas.simcuda.libraries";
  static final String PRESETS = "/org/bytedeco/cuda/linux-x86_64/";
  static final String NVRTC = PRESETS + "libnvrtc.so.13";

  private static final List<String> TOOLS = List.of("g++", "nm", "xargs");

  /** Those of this process. */
  static SimulatorRequirements here() {
    return new SimulatorRequirements(
        System.getenv().getOrDefault("PATH", ""),
        System::getProperty,
        SimulatorRequirements.class::getResource);
  }

  /**
   * Why there can be no simulated device; empty if there can.
   *
   * @param nvrtc whether kernels are compiled, too
   */
  Optional<String> obstacle(boolean nvrtc) {
    return Stream.of(tool(), property(), sources(), presets(), nvrtc ? nvrtc() : none())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private Optional<String> tool() {
    return TOOLS.stream()
        .filter(tool -> !onPath(tool))
        .findFirst()
        .map(
            "(%s) is not on the PATH. Install g++ and binutils (Debian: apt install g++) to run the tests of the CUDA backend on the simulated device."
                ::formatted);
  }

  private boolean onPath(String tool) {
    return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private Optional<String> property() {
    return Stream.of(SOURCES, LIBRARIES)
        .filter(name -> properties.apply(name) == null)
        .findFirst()
        .map(
            "System property (%s), which says where the simulated device lies, is not set. Run the tests by ./build -Pgpu verify."
                ::formatted);
  }

  private Optional<String> sources() {
    Path script = Path.of(Optional.ofNullable(properties.apply(SOURCES)).orElse(""), "build.sh");
    return Files.exists(script)
        ? none()
        : Optional.of(
            "Source (%s) of the simulated device is missing. Check the repository out again."
                .formatted(script));
  }

  private Optional<String> presets() {
    return SimulatorBuild.JNI_LIBRARIES.stream()
        .filter(name -> resources.apply(PRESETS + name) == null)
        .findFirst()
        .map(
            "(%s) of the CUDA presets is not on the class path. Build on Linux on x86-64: there is none for other platforms."
                ::formatted);
  }

  private Optional<String> nvrtc() {
    return resources.apply(NVRTC) != null
        ? none()
        : Optional.of(
            "NVRTC is not on the class path. Run ./build -Pgpu verify (downloads 340 MB once).");
  }
}
