package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The device that kernel tests run on. */
final class TestDevices {
  private static final Path BUILD = Path.of("target/hostdevice");
  private static @Nullable KernelDevice host;

  private TestDevices() {}

  /** A run of its own. Needs g++, see {@link TestRequirement}. */
  static KernelRun start(ThreadOrder order) {
    return new KernelRun(host(), order);
  }

  private static synchronized KernelDevice host() {
    if (host == null) {
      TestRequirement.require(
          HostBuild.compilerExists(),
          "Kernel tests need g++, which is not on the path. Install it.");
      try {
        host = new HostDevice(new HostBuild(BUILD).build());
      } catch (IOException e) {
        throw new IllegalStateException("Building the host device failed.", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while building the host device.", e);
      }
    }
    return host;
  }
}
