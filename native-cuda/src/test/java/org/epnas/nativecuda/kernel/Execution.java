package org.epnas.nativecuda.kernel;

import org.epnas.nativecuda.simulated.ThreadOrder;

/**
 * How a test runs its kernels. No result may depend on it.
 *
 * @param order in which the threads of a block run
 */
record Execution(Engine engine, ThreadOrder order) {
  /** What runs kernels without a GPU. */
  enum Engine {
    /** The source as C++, see {@link HostDevice}: needs g++ alone. */
    HOST,
    /** NVRTC's output on the simulated device, see {@link SimulatedKernelDevice}. */
    SIMULATED
  }
}
