package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaRuntimeGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.epnas.nativecuda.runtime.CudaException.check;

import org.bytedeco.javacpp.SizeTPointer;
import org.epnas.nativecuda.detect.Gpu;

/** One GPU. Its primary context is shared by everything in this process. */
public record CudaDevice(Gpu gpu) {
  /** Makes it the calling thread's device, as every thread must that works with it. */
  public void use() {
    check(cudaSetDevice(gpu.ordinal()), "cudaSetDevice");
  }

  /** Of the CUDA runtime that is loaded: 13030 for 13.3. */
  public static int runtimeVersion() {
    int[] version = new int[1];
    check(cudaRuntimeGetVersion(version), "cudaRuntimeGetVersion");
    return version[0];
  }

  /** Bytes that no process has taken. */
  public long freeBytes() {
    use();
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      check(cudaMemGetInfo(free, total), "cudaMemGetInfo");
      return free.get();
    }
  }
}
