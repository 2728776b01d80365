package org.epnas.nativecuda.kernel;

import java.util.HashMap;
import java.util.Map;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelModule;

/**
 * The kernels of one device, compiled and loaded at their first use. Thread-safe; lives as long as
 * the process, as the device's primary context does.
 */
public final class KernelLibrary {
  private final CudaDevice device;
  private final KernelCompiler compiler;

  /** By file. */
  private final Map<String, KernelModule> modules = new HashMap<>();

  public KernelLibrary(CudaDevice device, KernelCompiler compiler) {
    this.device = device;
    this.compiler = compiler;
  }

  /**
   * @param file without its extension, for example {@code loss}
   * @param name of a kernel in it
   */
  public synchronized Kernel kernel(String file, String name) {
    return modules.computeIfAbsent(file, this::load).kernel(name);
  }

  private KernelModule load(String file) {
    return KernelModule.load(device, compiler.compile(KernelSource.of(file)));
  }
}
