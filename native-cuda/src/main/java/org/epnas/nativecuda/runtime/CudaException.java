package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaErrorMemoryAllocation;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorName;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;

import org.epnas.training.backend.BackendException;

/** A CUDA library answered a call with an error. */
public final class CudaException extends BackendException {
  private static final long serialVersionUID = 1;

  private final boolean outOfMemory;

  /**
   * @param call name of the foreign function
   * @param reason the library's name for the error and what it means
   */
  public CudaException(String call, String reason, boolean outOfMemory) {
    super("%s failed: %s".formatted(call, reason));
    this.outOfMemory = outOfMemory;
  }

  /**
   * @param status what a function of the runtime or the driver returned: both use the same numbers
   * @throws CudaException unless that is 0
   */
  static void check(int status, String call) {
    if (status != 0) {
      String reason =
          "%s (%s): %s"
              .formatted(
                  cudaGetErrorName(status).getString(),
                  status,
                  cudaGetErrorString(status).getString());
      throw new CudaException(call, reason, status == cudaErrorMemoryAllocation);
    }
  }

  /** Whether the device's memory did not suffice. */
  public boolean outOfMemory() {
    return outOfMemory;
  }
}
