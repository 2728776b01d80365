package org.epnas.nativecuda.detect;

/** What {@code cuInit} answers, in words. */
final class DriverStatus {
  static final int NO_DEVICE = 100;

  private static final int STUB = 34;
  private static final int DEVICE_UNAVAILABLE = 46;
  private static final int INITIALISATION = 3;
  private static final int NOT_SUPPORTED = 801;
  private static final int MISMATCH = 803;
  private static final int COMPATIBILITY = 804;
  private static final int UNKNOWN = 999;

  private DriverStatus() {}

  /**
   * @param status anything but 0
   */
  static String reason(int status) {
    return switch (status) {
      case NO_DEVICE ->
          "The NVIDIA driver sees no GPU (cuInit: 100). Maybe CUDA_VISIBLE_DEVICES hides it, or the container was started without --gpus all.";
      case STUB ->
          "The driver library (libcuda.so.1) is a stub for linking (cuInit: 34). Take the toolkit's stubs folder out of LD_LIBRARY_PATH.";
      case DEVICE_UNAVAILABLE ->
          "The GPU is taken by another process in exclusive mode (cuInit: 46). End that process, or set the compute mode to default.";
      case INITIALISATION, UNKNOWN ->
          "The NVIDIA driver could not start (cuInit: %s). Maybe its kernel module is not loaded: try nvidia-smi, then restart the machine."
              .formatted(status);
      case NOT_SUPPORTED ->
          "The NVIDIA driver does not support this machine (cuInit: 801). Use --device cpu.";
      case MISMATCH ->
          "The NVIDIA driver's library and kernel module differ in version (cuInit: 803). Restart the machine after a driver update.";
      case COMPATIBILITY ->
          "The forward-compatible driver does not run on this GPU (cuInit: 804). Remove the cuda-compat package, or install driver R580 or newer.";
      default ->
          "The NVIDIA driver could not start (cuInit: %s). Try nvidia-smi, which may say why."
              .formatted(status);
    };
  }
}
