package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.nativecuda.runtime.Geometry;

/**
 * The arrays and launches of one test. Every array has a margin on both sides, which must be
 * untouched at the end, and an array that a kernel is to fill starts as NaN.
 */
final class KernelRun implements AutoCloseable {
  private static final int MARGIN = 256;
  private static final byte UNTOUCHED = (byte) 0xff;

  private final KernelDevice device;
  private final ThreadOrder order;
  private final List<Array> arrays = new ArrayList<>();

  KernelRun(KernelDevice device, ThreadOrder order) {
    this.device = device;
    this.order = order;
  }

  Array empty(int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, UNTOUCHED);
    return bytes(content);
  }

  Array bytes(byte... content) {
    byte[] guarded = new byte[content.length + 2 * MARGIN];
    Arrays.fill(guarded, UNTOUCHED);
    System.arraycopy(content, 0, guarded, MARGIN, content.length);
    long address = device.allocate(guarded.length);
    device.write(address, copy(MemorySegment.ofArray(guarded)));
    Array array = new Array(address + MARGIN, content.length);
    arrays.add(array);
    return array;
  }

  Array floats(float... content) {
    return array(MemorySegment.ofArray(content));
  }

  Array ints(int... content) {
    return array(MemorySegment.ofArray(content));
  }

  Array longs(long... content) {
    return array(MemorySegment.ofArray(content));
  }

  Array doubles(double... content) {
    return array(MemorySegment.ofArray(content));
  }

  Array shorts(short... content) {
    return array(MemorySegment.ofArray(content));
  }

  private Array array(MemorySegment content) {
    return bytes(content.toArray(ValueLayout.JAVA_BYTE));
  }

  float[] floats(Array array) {
    return content(array).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  int[] ints(Array array) {
    return content(array).toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  long[] longs(Array array) {
    return content(array).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }

  double[] doubles(Array array) {
    return content(array).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
  }

  short[] shorts(Array array) {
    return content(array).toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
  }

  byte[] bytes(Array array) {
    return content(array).toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment content(Array array) {
    MemorySegment segment = Arena.ofAuto().allocate(array.bytes(), Long.BYTES);
    device.read(array.address(), segment);
    return segment;
  }

  private static MemorySegment copy(MemorySegment heap) {
    return Arena.ofAuto().allocate(heap.byteSize(), Long.BYTES).copyFrom(heap);
  }

  /**
   * @param given {@link Array}, int, long or float, exactly as the kernel declares them, or groups
   *     of them
   */
  void launch(String kernel, Geometry geometry, Object... given) {
    Object[] arguments = Arrays.stream(given).flatMap(KernelRun::flat).toArray();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment addresses = arena.allocate(ValueLayout.ADDRESS, arguments.length);
      for (int i = 0; i < arguments.length; i++) {
        addresses.setAtIndex(ValueLayout.ADDRESS, i, argument(arena, arguments[i]));
      }
      device.launch(kernel, geometry, order, addresses);
    }
  }

  private static Stream<?> flat(Object given) {
    return given instanceof Object[] group ? Arrays.stream(group) : Stream.of(given);
  }

  private static MemorySegment argument(Arena arena, Object value) {
    return switch (value) {
      case Array array -> arena.allocateFrom(ValueLayout.JAVA_LONG, array.address());
      case Integer number -> arena.allocateFrom(ValueLayout.JAVA_INT, number);
      case Long number -> arena.allocateFrom(ValueLayout.JAVA_LONG, number);
      case Float number -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, number);
      default ->
          throw new IllegalArgumentException(
              "Kernel argument (%s) is neither array, int, long nor float.".formatted(value));
    };
  }

  @Override
  public void close() {
    for (Array array : arrays) {
      assertThat(margin(array.address() - MARGIN))
          .as("bytes before an array")
          .containsOnly(UNTOUCHED);
      assertThat(margin(array.address() + array.bytes()))
          .as("bytes behind an array")
          .containsOnly(UNTOUCHED);
      device.free(array.address() - MARGIN);
    }
  }

  private byte[] margin(long address) {
    return bytes(new Array(address, MARGIN));
  }
}
