package org.epnas.training.plan;

import java.util.List;

/**
 * Where every buffer of a {@link MemoryPlanner} lies in one arena. Buffers that are alive at the
 * same step never overlap.
 *
 * @param offsets in bytes, by buffer, multiples of {@link #ALIGNMENT}; 0 for a buffer that no step
 *     uses
 * @param bytes size of the arena
 * @param peakBytes the most that is alive at one step: no plan can be smaller
 * @param totalBytes what separate buffers would take
 */
public record MemoryPlan(List<Long> offsets, long bytes, long peakBytes, long totalBytes) {
  /** Bytes: a cache line, and one vector of 512 bits. */
  public static final int ALIGNMENT = 64;

  public MemoryPlan {
    offsets = List.copyOf(offsets);
  }

  /** Offset in bytes of a buffer, by the number that {@link MemoryPlanner#buffer} gave it. */
  public long offset(int buffer) {
    return offsets.get(buffer);
  }
}
