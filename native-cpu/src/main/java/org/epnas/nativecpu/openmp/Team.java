package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * Compute threads of one executable: oneDNN's primitives and own loops share them. Without a
 * reachable OpenMP runtime, own loops run on the calling thread, with the same results.
 */
public final class Team {
  private final Optional<OpenMp> openMp;
  private final int threads;

  public Team(Optional<OpenMp> openMp, int threads) {
    this.openMp = openMp;
    this.threads = threads;
  }

  /** Threads, at least 1; also the number of parts into which own loops are cut. */
  public int threads() {
    return threads;
  }

  /** To be called on entry, on the thread that is going to run or create primitives. */
  public void enter() {
    openMp.ifPresent(runtime -> runtime.setThreads(threads));
  }

  /**
   * Prepares a loop that is cut into {@link #threads} parts.
   *
   * @param arena scope of the native entry point
   */
  public ParallelLoop loop(Arena arena, ParallelLoop.Body body) {
    if (openMp.isPresent() && threads > 1) {
      return new OpenMpLoop(openMp.get(), threads, body, arena);
    }
    return new SerialLoop(threads, body);
  }
}
