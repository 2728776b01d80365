package org.epnas.nativecuda.kernel;

import java.lang.foreign.MemorySegment;
import org.epnas.nativecuda.runtime.Geometry;

/** What kernels are tested on. Memory is given by device address. */
interface KernelDevice {
  /** Address of so many bytes, aligned to 256. */
  long allocate(long bytes);

  void free(long address);

  void write(long address, MemorySegment from);

  void read(long address, MemorySegment to);

  /**
   * Runs a kernel to its end.
   *
   * @param arguments address of each argument's value, in order, as cuLaunchKernel takes them
   */
  void launch(String kernel, Geometry geometry, ThreadOrder order, MemorySegment arguments);
}
