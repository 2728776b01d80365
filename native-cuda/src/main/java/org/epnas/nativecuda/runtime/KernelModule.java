package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;
import static org.epnas.nativecuda.runtime.CudaException.check;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.javacpp.BytePointer;

/** Compiled kernels on a device. */
public final class KernelModule implements AutoCloseable {
  private final CudaDevice device;
  private final CUmod_st handle = new CUmod_st();
  private boolean open = true;

  private KernelModule(CudaDevice device) {
    this.device = device;
  }

  /**
   * @param image cubin for the device's architecture, or PTX ending in a zero byte
   */
  public static KernelModule load(CudaDevice device, byte[] image) {
    device.use();
    KernelModule module = new KernelModule(device);
    try (BytePointer data = new BytePointer(image)) {
      check(cuModuleLoadData(module.handle, data), "cuModuleLoadData");
    }
    return module;
  }

  /**
   * @param name of an {@code extern "C"} kernel
   */
  public Kernel kernel(String name) {
    CUfunc_st function = new CUfunc_st();
    check(cuModuleGetFunction(function, handle, name), "cuModuleGetFunction(" + name + ")");
    return new Kernel(name, function);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      device.use();
      check(cuModuleUnload(handle), "cuModuleUnload");
    }
  }
}
