package org.epnas.nativecpu.slice;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Hands out slices. Every worker has a range of its own, near which its memory lies, and when that
 * is done helps the others: a thread that another program slows down does not hold up the rest.
 */
final class SliceQueue {
  /** Distance of two counters: they lie in different cache lines. */
  private static final int APART = 32;

  static final int NONE = -1;

  private final int slices;
  private final int workers;
  private final boolean backwards;
  private final AtomicIntegerArray taken;

  /**
   * @param backwards from the last slice of a range to its first
   */
  SliceQueue(int slices, int workers, boolean backwards) {
    this.slices = slices;
    this.workers = workers;
    this.backwards = backwards;
    this.taken = new AtomicIntegerArray(workers * APART);
  }

  /** Begins anew. To be called while nobody takes. */
  void reset() {
    for (int worker = 0; worker < workers; worker++) {
      taken.set(worker * APART, 0);
    }
  }

  /** The next slice for a worker, or {@link #NONE}. */
  int take(int worker) {
    for (int other = 0; other < workers; other++) {
      int slice = takeOf((worker + other) % workers);
      if (slice != NONE) {
        return slice;
      }
    }
    return NONE;
  }

  private int takeOf(int owner) {
    int first = first(owner);
    int count = first(owner + 1) - first;
    if (taken.get(owner * APART) >= count) {
      return NONE;
    }
    int next = taken.getAndIncrement(owner * APART);
    if (next >= count) {
      return NONE;
    }
    return backwards ? first + count - 1 - next : first + next;
  }

  private int first(int worker) {
    return (int) ((long) slices * worker / workers);
  }
}
