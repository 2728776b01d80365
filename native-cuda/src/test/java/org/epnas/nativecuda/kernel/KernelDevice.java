package org.epnas.nativecuda.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.simulated.ThreadOrder;

/** What kernels are tested on. Memory is given by device address. */
interface KernelDevice {
  /** Address of so many bytes. */
  long allocate(long bytes);

  /** Also fails the test if something was written outside of the memory. */
  void free(long address);

  /**
   * @param from native memory
   */
  void write(long address, MemorySegment from);

  /**
   * @param to native memory
   */
  void read(long address, MemorySegment to);

  /**
   * Runs a kernel to its end.
   *
   * @param arguments {@link Array}, int, long or float, exactly as the kernel declares them
   */
  void launch(String kernel, Geometry geometry, ThreadOrder order, List<Object> arguments);
}
