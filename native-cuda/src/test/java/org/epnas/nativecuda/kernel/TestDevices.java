package org.epnas.nativecuda.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.epnas.nativecuda.kernel.Execution.Engine;
import org.epnas.nativecuda.simulated.SimulatedDevice;

/** The devices of this process that kernel tests run on. */
final class TestDevices {
  private static final Path BUILD = Path.of("target/hostdevice");
  private static final String NVRTC = "/org/bytedeco/cuda/linux-x86_64/libnvrtc.so.13";
  private static final Map<Engine, KernelDevice> DEVICES = new EnumMap<>(Engine.class);

  private TestDevices() {}

  /**
   * Arrays and launches of one test. Where the engine cannot run, the test is skipped with the
   * reason, or fails where the environment variable CI is set.
   */
  static synchronized KernelRun start(Execution on) {
    Optional<String> obstacle = obstacle(on.engine());
    if (obstacle.isPresent() && System.getenv("CI") != null) {
      throw new IllegalStateException(obstacle.get());
    }
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    return new KernelRun(DEVICES.computeIfAbsent(on.engine(), TestDevices::create), on.order());
  }

  private static Optional<String> obstacle(Engine engine) {
    return switch (engine) {
      case HOST -> HostBuild.obstacle();
      case SIMULATED -> SimulatedDevice.obstacle().or(TestDevices::missingNvrtc);
    };
  }

  private static Optional<String> missingNvrtc() {
    return TestDevices.class.getResource(NVRTC) != null
        ? Optional.empty()
        : Optional.of("NVRTC (org.bytedeco:cuda-redist) is not there. Build with -Pgpu.");
  }

  private static KernelDevice create(Engine engine) {
    return switch (engine) {
      case HOST -> new HostDevice(new HostBuild(BUILD).library());
      case SIMULATED -> new SimulatedKernelDevice();
    };
  }
}
