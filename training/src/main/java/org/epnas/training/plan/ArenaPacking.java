package org.epnas.training.plan;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.epnas.training.plan.ArenaLayout.Fit;

/**
 * Offline dynamic storage allocation: rectangles of (lifetime, bytes) are placed so that the
 * highest end is low. The problem is NP-hard; as Pisarchyk and Lee do ("Efficient memory management
 * for deep neural net inference", 2020), buffers are placed greedily. Which order is best depends
 * on the network, so several are tried and the smallest arena is taken.
 */
final class ArenaPacking {
  private static final Comparator<Lifetime> LARGEST =
      comparingLong(Lifetime::bytes).reversed().thenComparing(comparingInt(Lifetime::buffer));

  private static final Comparator<Lifetime> LONGEST =
      comparingInt(Lifetime::steps).reversed().thenComparing(LARGEST);

  private static final Comparator<Lifetime> LARGEST_AREA =
      Comparator.<Lifetime>comparingLong(lifetime -> lifetime.bytes() * lifetime.steps())
          .reversed()
          .thenComparing(LARGEST);

  private static final Comparator<Lifetime> EARLIEST =
      comparingInt(Lifetime::first)
          .thenComparing(comparingInt(Lifetime::last).reversed())
          .thenComparing(LARGEST);

  /** By buffer. */
  private final List<Lifetime> lifetimes;

  /** Bytes alive, by step. */
  private final long[] load;

  ArenaPacking(List<Lifetime> lifetimes, int steps) {
    this.lifetimes = lifetimes;
    this.load = new long[steps];
    for (Lifetime lifetime : lifetimes) {
      for (int step = lifetime.first(); step <= lifetime.last(); step++) {
        load[step] += lifetime.bytes();
      }
    }
  }

  MemoryPlan plan() {
    long peak = Arrays.stream(load).max().orElse(0);
    long total = lifetimes.stream().mapToLong(Lifetime::bytes).sum();
    ArenaLayout smallest = smallest(peak);
    List<Long> offsets = LongStream.of(smallest.offsets()).boxed().toList();
    return new MemoryPlan(offsets, smallest.end(), peak, total);
  }

  private ArenaLayout smallest(long peak) {
    Comparator<Lifetime> busiest = busiest();
    ArenaLayout best = place(busiest, Fit.SMALLEST_GAP);
    for (Comparator<Lifetime> order : List.of(busiest, LARGEST, LONGEST, LARGEST_AREA, EARLIEST)) {
      for (Fit fit : Fit.values()) {
        if (best.end() == peak) {
          return best;
        }
        ArenaLayout next = place(order, fit);
        best = next.end() < best.end() ? next : best;
      }
    }
    return best;
  }

  private ArenaLayout place(Comparator<Lifetime> order, Fit fit) {
    ArenaLayout layout = new ArenaLayout(lifetimes.size(), fit);
    lifetimes.stream()
        .filter(lifetime -> lifetime.bytes() > 0)
        .sorted(order)
        .forEach(layout::place);
    return layout;
  }

  /** Those alive at the step with the largest load first (their "greedy by breadth"). */
  private Comparator<Lifetime> busiest() {
    long[] busiest = lifetimes.stream().mapToLong(this::busiestLoad).toArray();
    return Comparator.<Lifetime>comparingLong(lifetime -> busiest[lifetime.buffer()])
        .reversed()
        .thenComparing(LARGEST);
  }

  private long busiestLoad(Lifetime lifetime) {
    return lifetime.bytes() == 0
        ? 0
        : Arrays.stream(load, lifetime.first(), lifetime.last() + 1).max().orElse(0);
  }
}
