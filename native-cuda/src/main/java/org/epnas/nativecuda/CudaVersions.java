package org.epnas.nativecuda;

/**
 * The software that a GPU is used by.
 *
 * @param driver release of the driver, for example {@code 580.65.06}; empty where the system does
 *     not tell
 * @param driverCuda newest CUDA version that the driver can run, for example {@code 13.0}
 * @param runtime of the CUDA runtime
 * @param compiler of NVRTC
 * @param cudnn for example {@code 9.25.0}
 */
public record CudaVersions(
    String driver, String driverCuda, String runtime, String compiler, String cudnn) {}
