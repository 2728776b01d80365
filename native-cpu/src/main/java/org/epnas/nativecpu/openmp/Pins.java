package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import org.epnas.nativecpu.affinity.Place;
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
  private final Place place;
  private final Arena arena = Arena.ofShared();
  private final ParallelLoop pin;
  private final ParallelLoop unpin;
  private @Nullable Thread pinned;

  Pins(Place place, Team team) {
    this.place = place;
    pin = team.loop(arena, (part, parts) -> place.pin(part));
    unpin = team.loop(arena, (part, parts) -> place.unpin());
  }

  /** Pins the team of the calling thread. */
  void pin() {
    place.remember();
    pinned = Thread.currentThread();
    pin.run();
  }

  /** Lets the calling thread go. */
  void unpinCaller() {
    place.unpin();
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
