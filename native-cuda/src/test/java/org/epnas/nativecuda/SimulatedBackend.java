package org.epnas.nativecuda;

import java.nio.file.Path;
import org.epnas.nativecuda.detect.GpuDetect;

/** The backend on the simulated device, which must be loaded before. */
final class SimulatedBackend {
  /** Kernels are compiled once for all test classes. */
  private static final Path KERNELS = Path.of("target", "kernels");

  private SimulatedBackend() {}

  static CudaBackend create() {
    return new CudaBackend(GpuDetect.detect(), KERNELS);
  }
}
