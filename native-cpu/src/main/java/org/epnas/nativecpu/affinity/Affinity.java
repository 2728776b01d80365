package org.epnas.nativecpu.affinity;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Collections;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Linux's processor masks: a bit for each processor that a thread may run on. */
@SuppressWarnings("restricted") // calls native code
public final class Affinity {
  /** Bytes of a mask: 8192 processors, as many as Linux knows at most. */
  private static final long BYTES = 1024;

  /** In the place of a thread's number. */
  private static final int CALLING_THREAD = 0;

  private final MethodHandle set;
  private final MethodHandle get;
  private final MethodHandle current;

  private Affinity(SymbolLookup library) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor ofMask =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    set = linker.downcallHandle(library.findOrThrow("sched_setaffinity"), ofMask);
    get = linker.downcallHandle(library.findOrThrow("sched_getaffinity"), ofMask);
    current =
        linker.downcallHandle(
            library.findOrThrow("sched_getcpu"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
  }

  /** Empty where the system has no such masks. */
  public static Optional<Affinity> find() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Affinity(Linker.nativeLinker().defaultLookup()));
    } catch (NoSuchElementException | IllegalCallerException e) {
      return Optional.empty();
    }
  }

  /** A mask of no processors, for {@link #read}. */
  MemorySegment mask(Arena arena) {
    return arena.allocate(BYTES, Long.BYTES);
  }

  /** A mask of some processors. */
  MemorySegment mask(Arena arena, Collection<Integer> processors) {
    MemorySegment mask = mask(arena);
    for (int id : processors) {
      int bits = mask.get(ValueLayout.JAVA_BYTE, id / 8) | 1 << (id % 8);
      mask.set(ValueLayout.JAVA_BYTE, id / 8, (byte) bits);
    }
    return mask;
  }

  /** The processors that the calling thread may run on. */
  public SortedSet<Integer> allowed() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = mask(arena);
      SortedSet<Integer> processors = new TreeSet<>();
      if (read(mask)) {
        for (int id = 0; id < 8 * BYTES; id++) {
          if ((mask.get(ValueLayout.JAVA_BYTE, id / 8) >> (id % 8) & 1) == 1) {
            processors.add(id);
          }
        }
      }
      return Collections.unmodifiableSortedSet(processors);
    }
  }

  /** Copies the calling thread's mask; false if the system refuses. */
  boolean read(MemorySegment mask) {
    try {
      return (int) get.invokeExact(CALLING_THREAD, BYTES, mask) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_getaffinity", e);
    }
  }

  /** Restricts the calling thread to a mask; false if the system refuses. */
  boolean restrict(MemorySegment mask) {
    try {
      return (int) set.invokeExact(CALLING_THREAD, BYTES, mask) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setaffinity", e);
    }
  }

  /** The processor that the calling thread runs on now. */
  public int currentProcessor() {
    try {
      return (int) current.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("sched_getcpu", e);
    }
  }
}
