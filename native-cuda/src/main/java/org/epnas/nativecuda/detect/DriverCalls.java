package org.epnas.nativecuda.detect;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/** The six functions of the driver that tell what there is. */
@SuppressWarnings("restricted") // calls native code
final class DriverCalls {
  private static final int NAME_BYTES = 256;

  /** {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR} and {@code _MINOR}. */
  private static final int MAJOR = 75;

  private static final int MINOR = 76;

  private final SymbolLookup lookup;

  DriverCalls(SymbolLookup lookup) {
    this.lookup = lookup;
  }

  void initialise() throws DriverException {
    int status = call("cuInit", List.of(JAVA_INT), 0);
    if (status != 0) {
      throw new DriverException(DriverStatus.reason(status));
    }
  }

  /** Newest CUDA version that it can run. */
  int version() throws DriverException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment version = arena.allocate(JAVA_INT);
      check("cuDriverGetVersion", List.of(ADDRESS), version);
      return version.get(JAVA_INT, 0);
    }
  }

  List<Gpu> gpus() throws DriverException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_INT);
      int status = call("cuDeviceGetCount", List.of(ADDRESS), number);
      if (status == DriverStatus.NO_DEVICE) {
        return List.of();
      }
      require("cuDeviceGetCount", status);
      List<Gpu> gpus = new ArrayList<>();
      for (int ordinal = 0; ordinal < number.get(JAVA_INT, 0); ordinal++) {
        gpus.add(gpu(ordinal));
      }
      return gpus;
    }
  }

  private Gpu gpu(int ordinal) throws DriverException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_INT);
      check("cuDeviceGet", List.of(ADDRESS, JAVA_INT), handle, ordinal);
      int device = handle.get(JAVA_INT, 0);
      MemorySegment name = arena.allocate(NAME_BYTES);
      check("cuDeviceGetName", List.of(ADDRESS, JAVA_INT, JAVA_INT), name, NAME_BYTES, device);
      MemorySegment bytes = arena.allocate(JAVA_LONG);
      check("cuDeviceTotalMem_v2", List.of(ADDRESS, JAVA_INT), bytes, device);
      int capability = 10 * attribute(MAJOR, device) + attribute(MINOR, device);
      return new Gpu(ordinal, name.getString(0), capability, bytes.get(JAVA_LONG, 0));
    }
  }

  private int attribute(int attribute, int device) throws DriverException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      check("cuDeviceGetAttribute", List.of(ADDRESS, JAVA_INT, JAVA_INT), value, attribute, device);
      return value.get(JAVA_INT, 0);
    }
  }

  private void check(String function, List<MemoryLayout> parameters, Object... arguments)
      throws DriverException {
    require(function, call(function, parameters, arguments));
  }

  private static void require(String function, int status) throws DriverException {
    if (status != 0) {
      throw new DriverException(
          "The NVIDIA driver answered (%s) with error (%s). Maybe restart the machine, or install the driver again."
              .formatted(function, status));
    }
  }

  private int call(String function, List<MemoryLayout> parameters, Object... arguments)
      throws DriverException {
    MemorySegment symbol =
        lookup
            .find(function)
            .orElseThrow(() ->
                new DriverException(
                    "The NVIDIA driver (libcuda.so.1) has no function (%s): it is a stub for linking. Install the real driver, R580 or newer."
                        .formatted(function)));
    FunctionDescriptor descriptor =
        FunctionDescriptor.of(JAVA_INT, parameters.toArray(MemoryLayout[]::new));
    try {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(symbol, descriptor)
              .invokeWithArguments(List.of(arguments));
    } catch (Throwable e) {
      throw new IllegalStateException(function, e);
    }
  }
}
