package org.epnas.nativecuda.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.epnas.nativecuda.runtime.Geometry;

/**
 * Runs the kernels as plain C++ on the processor, see {@code src/test/hostdevice/host_device.h}.
 */
final class HostDevice implements KernelDevice {
  private static final int ALIGNMENT = 256;
  private static final FunctionDescriptor LAUNCH =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

  private final SymbolLookup library;
  private final Map<Long, Arena> memory = new HashMap<>();

  /**
   * @param library what {@link HostBuild} made
   */
  HostDevice(Path library) {
    this.library = SymbolLookup.libraryLookup(library, Arena.global());
  }

  @Override
  public long allocate(long bytes) {
    Arena arena = Arena.ofConfined();
    long address = arena.allocate(bytes, ALIGNMENT).address();
    memory.put(address, arena);
    return address;
  }

  @Override
  public void free(long address) {
    memory.remove(address).close();
  }

  @Override
  public void write(long address, MemorySegment from) {
    at(address, from.byteSize()).copyFrom(from);
  }

  @Override
  public void read(long address, MemorySegment to) {
    to.copyFrom(at(address, to.byteSize()));
  }

  private static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  @Override
  public void launch(String kernel, Geometry g, ThreadOrder order, MemorySegment arguments) {
    MemorySegment function = library.findOrThrow(HostBuild.PREFIX + kernel);
    MethodHandle launch = Linker.nativeLinker().downcallHandle(function, LAUNCH);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment geometry =
          arena.allocateFrom(
              ValueLayout.JAVA_INT,
              g.gridX(),
              g.gridY(),
              g.gridZ(),
              g.blockX(),
              g.blockY(),
              1,
              order.ordinal());
      int result = (int) launch.invokeExact(geometry, arguments);
      if (result != 0) {
        throw new IllegalStateException(
            "Kernel (%s) at %s: result (%d) of host_device::Result.".formatted(kernel, g, result));
      }
    } catch (Throwable e) {
      throw new IllegalStateException("Kernel (%s) failed.".formatted(kernel), e);
    }
  }
}
