package org.epnas.nativecuda.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.simulated.ThreadOrder;

/** The arrays and launches of one test. */
final class KernelRun implements AutoCloseable {
  private static final byte UNDEFINED = (byte) 0xff;

  private final KernelDevice device;
  private final ThreadOrder order;
  private final List<Array> arrays = new ArrayList<>();

  KernelRun(KernelDevice device, ThreadOrder order) {
    this.device = device;
    this.order = order;
  }

  /** An array that a kernel is to fill: NaN, or -1. */
  Array empty(int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, UNDEFINED);
    return bytes(content);
  }

  Array bytes(byte... content) {
    return array(MemorySegment.ofArray(content));
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
    long bytes = content.byteSize();
    Array array = new Array(device.allocate(bytes), Math.toIntExact(bytes));
    arrays.add(array);
    try (Arena arena = Arena.ofConfined()) {
      device.write(array.address(), arena.allocate(bytes).copyFrom(content));
    }
    return array;
  }

  float[] floats(Array array) {
    return content(array).toArray(ValueLayout.JAVA_FLOAT);
  }

  int[] ints(Array array) {
    return content(array).toArray(ValueLayout.JAVA_INT);
  }

  long[] longs(Array array) {
    return content(array).toArray(ValueLayout.JAVA_LONG);
  }

  double[] doubles(Array array) {
    return content(array).toArray(ValueLayout.JAVA_DOUBLE);
  }

  short[] shorts(Array array) {
    return content(array).toArray(ValueLayout.JAVA_SHORT);
  }

  byte[] bytes(Array array) {
    return content(array).toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment content(Array array) {
    MemorySegment segment = Arena.ofAuto().allocate(array.bytes(), Long.BYTES);
    device.read(array.address(), segment);
    return segment;
  }

  /**
   * @param arguments {@link Array}, int, long or float, exactly as the kernel declares them, or
   *     arrays of them
   */
  void launch(String kernel, Geometry geometry, Object... arguments) {
    List<Object> flat = Arrays.stream(arguments).flatMap(KernelRun::flat).toList();
    device.launch(kernel, geometry, order, flat);
  }

  private static Stream<Object> flat(Object argument) {
    return argument instanceof Object[] group ? Arrays.stream(group) : Stream.of(argument);
  }

  @Override
  public void close() {
    arrays.forEach(array -> device.free(array.address()));
  }
}
