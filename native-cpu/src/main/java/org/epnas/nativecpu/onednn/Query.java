package org.epnas.nativecpu.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;

/** Reads properties that oneDNN returns through a pointer to the result. */
@SuppressWarnings("restricted") // calls native code
final class Query {
  private Query() {}

  /** A native query; returns a {@code dnnl_status_t}. */
  @FunctionalInterface
  interface Call {
    int into(Pointer result);
  }

  static int int32(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ValueLayout.JAVA_INT);
      Status.check(call.into(new Address(result)), "query");
      return result.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** An array of {@code int64_t} that belongs to the queried object. */
  static long[] longs(Call call, int count) {
    try (Arena arena = Arena.ofConfined()) {
      return pointer(call, arena)
          .reinterpret((long) count * Long.BYTES)
          .toArray(ValueLayout.JAVA_LONG);
    }
  }

  /** A zero-terminated string that belongs to the queried object. */
  static String string(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      return pointer(call, arena).reinterpret(Long.MAX_VALUE).getString(0);
    }
  }

  private static MemorySegment pointer(Call call, Arena arena) {
    MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
    Status.check(call.into(new Address(result)), "query");
    return result.get(ValueLayout.ADDRESS, 0);
  }
}
