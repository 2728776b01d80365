package org.epnas.training.plan;

import java.util.ArrayList;
import java.util.List;

/** Places buffers one after another, each into a gap between those that are alive with it. */
final class ArenaLayout {
  /** Which gap to take of those that are large enough. */
  enum Fit {
    SMALLEST_GAP,
    LOWEST_GAP
  }

  private record Placed(Lifetime lifetime, long offset) {
    long end() {
      return offset + lifetime.bytes();
    }
  }

  private final Fit fit;
  private final long[] offsets;

  /** Ordered by offset. */
  private final List<Placed> placed = new ArrayList<>();

  private long end;

  ArenaLayout(int buffers, Fit fit) {
    this.offsets = new long[buffers];
    this.fit = fit;
  }

  void place(Lifetime lifetime) {
    Placed at = new Placed(lifetime, offsetFor(lifetime));
    offsets[lifetime.buffer()] = at.offset();
    end = Math.max(end, at.end());
    int index = 0;
    while (index < placed.size() && placed.get(index).offset() <= at.offset()) {
      index++;
    }
    placed.add(index, at);
  }

  /** Above everything alive with it, unless there is a gap. */
  private long offsetFor(Lifetime lifetime) {
    long top = 0;
    long best = -1;
    long bestGap = Long.MAX_VALUE;
    for (Placed other : placed) {
      if (!other.lifetime().overlaps(lifetime)) {
        continue;
      }
      long gap = other.offset() - top;
      if (gap >= lifetime.bytes() && gap < bestGap) {
        best = top;
        bestGap = gap;
        if (fit == Fit.LOWEST_GAP) {
          return best;
        }
      }
      top = Math.max(top, other.end());
    }
    return best < 0 ? top : best;
  }

  /** By buffer, in bytes. */
  long[] offsets() {
    return offsets;
  }

  /** Bytes of the arena so far. */
  long end() {
    return end;
  }
}
