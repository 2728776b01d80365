package org.epnas.nativecpu.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.epnas.training.backend.BackendException;

/**
 * One block of native memory, on huge pages where the system has them. It is taken from the C
 * library rather than from {@link java.lang.foreign.Arena}, which counts it against the Java heap's
 * limit and touches every page before huge pages could be asked for. The content is undefined.
 */
@SuppressWarnings("restricted") // calls native code
public final class NativeMemory implements AutoCloseable {
  /** Bytes: a huge page of x86-64 and of most arm64 systems. */
  private static final long ALIGNMENT = 2L << 20;

  /** {@code MADV_HUGEPAGE} of Linux. */
  private static final int HUGE_PAGES = 14;

  private static final AtomicLong IN_USE = new AtomicLong();

  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle ALIGNED_ALLOC =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("aligned_alloc"),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

  private static final MethodHandle FREE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("free"),
          FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private static final Optional<MethodHandle> ADVISE =
      LINKER
          .defaultLookup()
          .find("madvise")
          .map(symbol ->
              LINKER.downcallHandle(
                  symbol,
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_INT)));

  private final MemorySegment segment;
  private boolean open = true;

  private NativeMemory(MemorySegment segment) {
    this.segment = segment;
  }

  /**
   * @param bytes at least 1; rounded up to whole pages
   * @throws BackendException.OutOfMemory if the system has not that much
   */
  public static NativeMemory allocate(long bytes) {
    long rounded = Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    MemorySegment address = alignedAlloc(rounded);
    if (address.equals(MemorySegment.NULL)) {
      throw new BackendException.OutOfMemory(
          "The system refused (%s) bytes of native memory. Maybe use a smaller batch (--batch-size) or fewer trials at the same time (--workers)."
              .formatted(rounded));
    }
    adviseHugePages(address, rounded);
    IN_USE.addAndGet(rounded);
    return new NativeMemory(address.reinterpret(rounded));
  }

  /** Bytes that all blocks of this process hold. */
  public static long bytesInUse() {
    return IN_USE.get();
  }

  /** The block, aligned to a huge page. Invalid after {@link #close}. */
  public MemorySegment segment() {
    return segment;
  }

  public long bytes() {
    return segment.byteSize();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      IN_USE.addAndGet(-segment.byteSize());
      free(segment);
    }
  }

  private static MemorySegment alignedAlloc(long bytes) {
    try {
      return (MemorySegment) ALIGNED_ALLOC.invokeExact(ALIGNMENT, bytes);
    } catch (Throwable e) {
      throw new IllegalStateException("aligned_alloc", e);
    }
  }

  private static void free(MemorySegment segment) {
    try {
      FREE.invokeExact(segment);
    } catch (Throwable e) {
      throw new IllegalStateException("free", e);
    }
  }

  /** A hint: where the system refuses it, the memory works all the same. */
  private static void adviseHugePages(MemorySegment address, long bytes) {
    if (ADVISE.isEmpty()) {
      return;
    }
    try {
      int _ = (int) ADVISE.get().invokeExact(address, bytes, HUGE_PAGES);
    } catch (Throwable e) {
      throw new IllegalStateException("madvise", e);
    }
  }
}
