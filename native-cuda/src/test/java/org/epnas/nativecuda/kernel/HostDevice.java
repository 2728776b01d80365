package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.simulated.ThreadOrder;

/**
 * Runs the kernels as plain C++ on the processor, see {@code src/test/hostdevice/host_device.h}.
 * Every allocation has a margin on both sides, which must be untouched when it is freed.
 */
@SuppressWarnings("restricted") // calls native code
final class HostDevice implements KernelDevice {
  private static final int MARGIN = 256;
  private static final byte UNTOUCHED = (byte) 0xff;
  private static final FunctionDescriptor LAUNCH =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

  private final SymbolLookup library;

  /** Allocations with their margins, by the address between them. */
  private final Map<Long, MemorySegment> memory = new HashMap<>();

  /**
   * @param library what {@link HostBuild} made
   */
  HostDevice(Path library) {
    this.library = SymbolLookup.libraryLookup(library, Arena.global());
  }

  @Override
  public long allocate(long bytes) {
    MemorySegment guarded = Arena.ofAuto().allocate(bytes + 2 * MARGIN, MARGIN).fill(UNTOUCHED);
    long address = guarded.address() + MARGIN;
    memory.put(address, guarded);
    return address;
  }

  @Override
  public void free(long address) {
    MemorySegment guarded = memory.remove(address);
    assertUntouched(guarded.asSlice(0, MARGIN), "before");
    assertUntouched(guarded.asSlice(guarded.byteSize() - MARGIN), "behind");
  }

  private static void assertUntouched(MemorySegment margin, String where) {
    assertThat(margin.toArray(ValueLayout.JAVA_BYTE))
        .as("bytes %s an array", where)
        .containsOnly(UNTOUCHED);
  }

  @Override
  public void write(long address, MemorySegment from) {
    content(address).copyFrom(from);
  }

  @Override
  public void read(long address, MemorySegment to) {
    to.copyFrom(content(address));
  }

  private MemorySegment content(long address) {
    MemorySegment guarded = memory.get(address);
    return guarded.asSlice(MARGIN, guarded.byteSize() - 2 * MARGIN);
  }

  @Override
  public void launch(String kernel, Geometry g, ThreadOrder order, List<Object> arguments) {
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
      int result = (int) launch.invokeExact(geometry, addresses(arena, arguments));
      assertThat(result).as("host_device::Result of (%s) at %s", kernel, g).isZero();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Kernel (%s) cannot be called.".formatted(kernel), e);
    }
  }

  private static MemorySegment addresses(Arena arena, List<Object> arguments) {
    MemorySegment addresses = arena.allocate(ValueLayout.ADDRESS, arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      addresses.setAtIndex(ValueLayout.ADDRESS, i, value(arena, arguments.get(i)));
    }
    return addresses;
  }

  private static MemorySegment value(Arena arena, Object argument) {
    return switch (argument) {
      case Array array -> arena.allocateFrom(ValueLayout.JAVA_LONG, array.address());
      case Integer number -> arena.allocateFrom(ValueLayout.JAVA_INT, number);
      case Long number -> arena.allocateFrom(ValueLayout.JAVA_LONG, number);
      case Float number -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, number);
      default ->
          throw new IllegalArgumentException(
              "Kernel argument (%s) is neither array, int, long nor float.".formatted(argument));
    };
  }
}
