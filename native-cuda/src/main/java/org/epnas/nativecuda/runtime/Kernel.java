package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A kernel that can be launched. Valid as long as its module is open. */
public final class Kernel {
  private final String name;
  private final CUfunc_st function;

  Kernel(String name, CUfunc_st function) {
    this.name = name;
    this.function = function;
  }

  /**
   * Queues one launch.
   *
   * @param arguments in the order of the kernel's parameters, of their very types
   */
  public void launch(Stream stream, Geometry geometry, KernelArguments arguments) {
    try (BytePointer values = arguments.values();
        PointerPointer<Pointer> addresses = arguments.addresses(values)) {
      CudaException.check(
          cuLaunchKernel(
              function,
              geometry.gridX(),
              geometry.gridY(),
              geometry.gridZ(),
              geometry.blockX(),
              geometry.blockY(),
              1,
              geometry.sharedBytes(),
              stream.handle(),
              addresses,
              new PointerPointer<>((Pointer) null)),
          "cuLaunchKernel(" + name + ")");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
