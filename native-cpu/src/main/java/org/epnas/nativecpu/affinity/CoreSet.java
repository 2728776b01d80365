package org.epnas.nativecpu.affinity;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processors of one worker, one for each of its threads. Allocates nothing after it is made.
 */
public final class CoreSet {
  private static final Logger LOG = System.getLogger(CoreSet.class.getName());

  private final Affinity affinity;
  private final List<Integer> processors;
  private final List<MemorySegment> masks;

  /** What the worker's thread was allowed before. */
  private final MemorySegment before;

  private final AtomicBoolean refused = new AtomicBoolean();

  CoreSet(Affinity affinity, List<Integer> processors) {
    this.affinity = affinity;
    this.processors = List.copyOf(processors);
    // As long-lived as the process may need them: another thread may still hold the set.
    Arena arena = Arena.ofAuto();
    masks = processors.stream().map(id -> affinity.mask(arena, List.of(id))).toList();
    before = affinity.mask(arena);
  }

  /** Ids, in the order of the worker's threads. */
  public List<Integer> processors() {
    return processors;
  }

  /** Remembers what the calling thread may use, for {@link #unpin}. */
  public void remember() {
    var _ = affinity.read(before);
  }

  /**
   * Keeps the calling thread on one of the processors.
   *
   * @param thread its number among the worker's
   */
  public void pin(int thread) {
    if (!affinity.restrict(masks.get(thread)) && refused.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Processor ({0}) was refused: threads run where the system puts them. Maybe the processors of this process were changed; use --pin off.",
          processors.get(thread));
    }
  }

  /** Lets the calling thread run where the worker's thread could when it was remembered. */
  public void unpin() {
    var _ = affinity.restrict(before);
  }
}
