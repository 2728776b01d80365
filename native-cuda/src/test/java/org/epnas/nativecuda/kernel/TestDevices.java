package org.epnas.nativecuda.kernel;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.epnas.nativecuda.kernel.Execution.Engine;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.TestPrerequisite;

/** The devices of this process that kernel tests run on. */
final class TestDevices {
  private static final Path BUILD = Path.of("target/hostdevice");
  private static final Map<Engine, KernelDevice> DEVICES = new EnumMap<>(Engine.class);

  private TestDevices() {}

  /**
   * Arrays and launches of one test. Where the engine cannot run, the test is skipped with the
   * reason, or fails where the environment variable CI is set.
   */
  static synchronized KernelRun start(Execution on) {
    TestPrerequisite.of(obstacle(on.engine())).assume();
    return new KernelRun(DEVICES.computeIfAbsent(on.engine(), TestDevices::create), on.order());
  }

  private static Optional<String> obstacle(Engine engine) {
    return switch (engine) {
      case HOST -> HostBuild.obstacle();
      case SIMULATED -> SimulatedDevice.obstacle(true);
    };
  }

  private static KernelDevice create(Engine engine) {
    return switch (engine) {
      case HOST -> new HostDevice(new HostBuild(BUILD).library());
      case SIMULATED -> new SimulatedKernelDevice();
    };
  }
}
