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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Optional;

/**
 * A driver whose functions are Java methods, called through the same foreign interface as the real
 * one.
 *
 * @param initialisation what {@code cuInit} answers
 * @param version what {@code cuDriverGetVersion} gives
 * @param capability of every GPU, 90 for 9.0
 * @param names of the GPUs
 */
@SuppressWarnings("restricted") // stands for native code
record FakeDriver(int initialisation, int version, int capability, String... names)
    implements SymbolLookup {
  static final FakeDriver GOOD = new FakeDriver(0, 13020, 90, "NVIDIA H100 PCIe");

  private static final long MEMORY = 80L << 30;

  @Override
  public Optional<MemorySegment> find(String function) {
    return switch (function) {
      case "cuInit" -> stub("initialise", JAVA_INT);
      case "cuDriverGetVersion" -> stub("giveVersion", ADDRESS);
      case "cuDeviceGetCount" -> stub("giveCount", ADDRESS);
      case "cuDeviceGet" -> stub("giveDevice", ADDRESS, JAVA_INT);
      case "cuDeviceGetName" -> stub("giveName", ADDRESS, JAVA_INT, JAVA_INT);
      case "cuDeviceTotalMem_v2" -> stub("giveMemory", ADDRESS, JAVA_INT);
      case "cuDeviceGetAttribute" -> stub("giveAttribute", ADDRESS, JAVA_INT, JAVA_INT);
      default -> Optional.empty();
    };
  }

  int initialise(int flags) {
    return flags == 0 ? initialisation : 1;
  }

  int giveVersion(MemorySegment to) {
    return give(to, version);
  }

  int giveCount(MemorySegment to) {
    return give(to, names.length);
  }

  int giveDevice(MemorySegment to, int ordinal) {
    return give(to, ordinal);
  }

  int giveName(MemorySegment to, int bytes, int device) {
    to.reinterpret(bytes).setString(0, names[device]);
    return 0;
  }

  int giveMemory(MemorySegment to, int device) {
    to.reinterpret(Long.BYTES).set(JAVA_LONG, 0, MEMORY);
    return 0;
  }

  int giveAttribute(MemorySegment to, int attribute, int device) {
    return give(to, attribute == 75 ? capability / 10 : capability % 10);
  }

  private static int give(MemorySegment to, int value) {
    to.reinterpret(Integer.BYTES).set(JAVA_INT, 0, value);
    return 0;
  }

  private Optional<MemorySegment> stub(String method, MemoryLayout... parameters) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_INT, parameters);
    MethodType type = descriptor.toMethodType();
    try {
      return Optional.of(
          Linker.nativeLinker()
              .upcallStub(
                  MethodHandles.lookup().bind(this, method, type), descriptor, Arena.ofAuto()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method + Arrays.toString(parameters), e);
    }
  }
}
