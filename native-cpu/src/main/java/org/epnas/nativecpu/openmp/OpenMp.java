package org.epnas.nativecpu.openmp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The OpenMP runtime (GNU's libgomp, bundled with oneDNN). The number of threads is a property of
 * the calling thread in OpenMP, so every worker of a search sets its own.
 *
 * <p>Own loops run on the runtime's threads too. A second pool would compete for the cores with
 * OpenMP's threads, which spin for milliseconds after each parallel region.
 */
@SuppressWarnings("restricted") // calls native code
public final class OpenMp {
  private static final Logger LOG = System.getLogger(OpenMp.class.getName());

  private static final String LIBRARY = "libgomp.so.1";

  private final MethodHandle setThreads;
  private final MethodHandle parallel;
  private final MethodHandle threadNumber;
  private final MethodHandle teamSize;

  private OpenMp(SymbolLookup library) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor count = FunctionDescriptor.of(ValueLayout.JAVA_INT);
    setThreads =
        linker.downcallHandle(
            library.findOrThrow("omp_set_num_threads"),
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    parallel =
        linker.downcallHandle(
            library.findOrThrow("GOMP_parallel"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    threadNumber = linker.downcallHandle(library.findOrThrow("omp_get_thread_num"), count);
    teamSize = linker.downcallHandle(library.findOrThrow("omp_get_num_threads"), count);
  }

  /**
   * Finds the runtime that oneDNN loaded.
   *
   * @param folder where oneDNN's native libraries lie
   * @return empty, with a line in the log, where it cannot be reached
   */
  public static Optional<OpenMp> find(Path folder) {
    Path file = folder.resolve(LIBRARY);
    try {
      if (Files.exists(file)) {
        return Optional.of(new OpenMp(SymbolLookup.libraryLookup(file, Arena.global())));
      }
      LOG.log(Level.WARNING, () -> missing(file, "no such file"));
    } catch (IllegalArgumentException | IllegalCallerException | NoSuchElementException e) {
      LOG.log(Level.WARNING, () -> missing(file, e.toString()));
    }
    return Optional.empty();
  }

  private static String missing(Path file, String reason) {
    return "OpenMP runtime (%s) cannot be reached: %s. The number of threads is OpenMP's default and own loops use one thread; maybe set OMP_NUM_THREADS."
        .formatted(file, reason);
  }

  /** Sets how many threads the calling thread's parallel regions use. */
  void setThreads(int threads) {
    try {
      setThreads.invokeExact(threads);
    } catch (Throwable e) {
      throw new IllegalStateException("omp_set_num_threads", e);
    }
  }

  /**
   * Calls a function on every thread of a team and waits for all.
   *
   * @param function {@code void (*)(void *)}
   */
  void parallel(MemorySegment function, int threads) {
    try {
      parallel.invokeExact(function, MemorySegment.NULL, threads, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("GOMP_parallel", e);
    }
  }

  /** Number of the calling thread in its team, from 0. */
  int threadNumber() {
    try {
      return (int) threadNumber.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("omp_get_thread_num", e);
    }
  }

  /** Threads of the calling thread's team: may be fewer than were asked for. */
  int teamSize() {
    try {
      return (int) teamSize.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("omp_get_num_threads", e);
    }
  }
}
