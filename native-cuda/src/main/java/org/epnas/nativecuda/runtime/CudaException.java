package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaErrorAssert;
import static org.bytedeco.cuda.global.cudart.cudaErrorContextIsDestroyed;
import static org.bytedeco.cuda.global.cudart.cudaErrorDevicesUnavailable;
import static org.bytedeco.cuda.global.cudart.cudaErrorECCUncorrectable;
import static org.bytedeco.cuda.global.cudart.cudaErrorExternalDevice;
import static org.bytedeco.cuda.global.cudart.cudaErrorHardwareStackError;
import static org.bytedeco.cuda.global.cudart.cudaErrorIllegalAddress;
import static org.bytedeco.cuda.global.cudart.cudaErrorIllegalInstruction;
import static org.bytedeco.cuda.global.cudart.cudaErrorInvalidAddressSpace;
import static org.bytedeco.cuda.global.cudart.cudaErrorInvalidPc;
import static org.bytedeco.cuda.global.cudart.cudaErrorLaunchFailure;
import static org.bytedeco.cuda.global.cudart.cudaErrorLaunchTimeout;
import static org.bytedeco.cuda.global.cudart.cudaErrorMemoryAllocation;
import static org.bytedeco.cuda.global.cudart.cudaErrorMisalignedAddress;
import static org.bytedeco.cuda.global.cudart.cudaErrorNvlinkUncorrectable;
import static org.bytedeco.cuda.global.cudart.cudaErrorUnknown;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorName;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaPeekAtLastError;

import java.util.Set;
import org.epnas.training.backend.BackendException;

/** A CUDA library answered a call with an error. */
public final class CudaException extends BackendException {
  private static final long serialVersionUID = 1;

  /**
   * Errors that the runtime's documentation says leave the process in an inconsistent state: every
   * further call on the device answers with them.
   */
  private static final Set<Integer> STICKY =
      Set.of(
          cudaErrorECCUncorrectable,
          cudaErrorNvlinkUncorrectable,
          cudaErrorIllegalAddress,
          cudaErrorLaunchTimeout,
          cudaErrorAssert,
          cudaErrorHardwareStackError,
          cudaErrorIllegalInstruction,
          cudaErrorMisalignedAddress,
          cudaErrorInvalidAddressSpace,
          cudaErrorInvalidPc,
          cudaErrorLaunchFailure,
          cudaErrorExternalDevice,
          cudaErrorContextIsDestroyed,
          cudaErrorDevicesUnavailable,
          cudaErrorUnknown);

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
   * @throws BackendException.DeviceLost if it ends the process's use of the device
   */
  static void check(int status, String call) {
    if (status != 0) {
      throw STICKY.contains(status)
          ? lost(call, reason(status))
          : new CudaException(call, reason(status), status == cudaErrorMemoryAllocation);
    }
  }

  /**
   * What to throw where a library on top of the runtime failed: it may say no more than that it
   * could not execute, but the runtime knows whether the device is lost.
   *
   * @param call name of the foreign function
   * @param reason the library's name for the error and what it means
   */
  public static BackendException ofLibrary(String call, String reason, boolean outOfMemory) {
    int status = cudaPeekAtLastError();
    return STICKY.contains(status)
        ? lost(call, "%s; %s".formatted(reason, reason(status)))
        : new CudaException(call, reason, outOfMemory);
  }

  private static String reason(int status) {
    return "%s (%s): %s"
        .formatted(
            cudaGetErrorName(status).getString(), status, cudaGetErrorString(status).getString());
  }

  private static DeviceLost lost(String call, String reason) {
    return new DeviceLost(
        "%s failed: %s. The device can do nothing more in this process.".formatted(call, reason));
  }

  /** Whether the device's memory did not suffice. */
  public boolean outOfMemory() {
    return outOfMemory;
  }
}
