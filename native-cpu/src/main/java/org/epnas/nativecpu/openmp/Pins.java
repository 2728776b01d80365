package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import org.epnas.nativecpu.affinity.CoreSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each thread of a team on a processor of its own while the team works.
 *
 * <p>The calling thread is let go after every piece of work: threads that Java starts in between,
 * such as the one that prepares batches, would else inherit its single processor. OpenMP's threads
 * do nothing in between and stay. They are told again each time, since the runtime replaces threads
 * when the team changes its size.
 */
final class Pins implements AutoCloseable {
  private final CoreSet cores;
  private final Arena arena = Arena.ofShared();
  private final ParallelLoop pin;
  private final ParallelLoop unpin;
  private @Nullable Thread pinned;

  Pins(CoreSet cores, Team team) {
    this.cores = cores;
    pin = team.loop(arena, (part, parts) -> cores.pin(part));
    unpin = team.loop(arena, (part, parts) -> cores.unpin());
  }

  /** Pins the team of the calling thread. */
  void pin() {
    cores.remember();
    pinned = Thread.currentThread();
    pin.run();
  }

  /** Lets the calling thread go. */
  void unpinCaller() {
    cores.unpin();
  }

  /** Lets the team go; one that belongs to another thread ends with that. */
  @Override
  public void close() {
    if (Thread.currentThread().equals(pinned)) {
      unpin.run();
    }
    arena.close();
  }
}
