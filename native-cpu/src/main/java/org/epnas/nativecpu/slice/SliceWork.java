package org.epnas.nativecpu.slice;

/**
 * What is done to every slice of a batch. It may write what belongs to the slice, the worker's own
 * scratch space, and sums that are kept by slice; these are added in the order of the slices when
 * all are done, so that results do not depend on who did which slice.
 */
@FunctionalInterface
public interface SliceWork {
  /** Called on one thread before the first slice. */
  default void begin() {}

  /**
   * Works on a slice. Other workers do others at the same time. Allocates nothing.
   *
   * @param slice from 0
   * @param worker who does it, from 0
   */
  void run(int slice, int worker);

  /** Whether {@link #combine} has to be called. */
  default boolean combines() {
    return false;
  }

  /** Called after the last slice by all workers at the same time, for long sums. */
  default void combine(int part, int parts) {}

  /** Called on one thread when everything else is done. */
  default void end() {}
}
