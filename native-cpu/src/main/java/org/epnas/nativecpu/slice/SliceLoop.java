package org.epnas.nativecpu.slice;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.openmp.Team;

/** Takes each slice of a batch through several works, one after the other, on a team of workers. */
public final class SliceLoop {
  private final SliceWork[] works;
  private final SliceQueue queue;
  private final ParallelLoop slices;
  private final Optional<ParallelLoop> combination;

  /** By worker and work: nanoseconds, while they are wanted. */
  private final long[][] spent;

  private boolean timed;

  /**
   * @param works in order; each finds what the ones before it did to the same slice
   * @param backwards through the slices: if the loop before it goes forwards, what that one did
   *     last is still in a cache
   * @param arena scope of the loops' native entry points
   */
  public SliceLoop(
      List<? extends SliceWork> works, int slices, boolean backwards, Team team, Arena arena) {
    this.works = works.toArray(SliceWork[]::new);
    this.queue = new SliceQueue(slices, team.threads(), backwards);
    this.spent = new long[team.threads()][works.size()];
    this.slices = team.loop(arena, this::work);
    this.combination =
        works.stream().anyMatch(SliceWork::combines)
            ? Optional.of(team.loop(arena, this::combine))
            : Optional.empty();
  }

  public void run() {
    for (SliceWork work : works) {
      work.begin();
    }
    runSlices();
    for (SliceWork work : works) {
      work.end();
    }
  }

  private void runSlices() {
    queue.reset();
    slices.run();
    if (combination.isPresent()) {
      combination.get().run();
    }
  }

  private void work(int worker, int workers) {
    for (int s = queue.take(worker); s != SliceQueue.NONE; s = queue.take(worker)) {
      if (timed) {
        runTimed(s, worker);
      } else {
        for (SliceWork work : works) {
          work.run(s, worker);
        }
      }
    }
  }

  private void combine(int part, int parts) {
    for (int work = 0; work < works.length; work++) {
      if (works[work].combines()) {
        long begun = timed ? System.nanoTime() : 0;
        works[work].combine(part, parts);
        spent[part][work] += timed ? System.nanoTime() - begun : 0;
      }
    }
  }

  /**
   * As {@link #run()}, with the time of each work: that of all slices and of the combination over
   * the number of workers, as if they did it at the same time, and what comes before and after.
   * That workers wait for each other is left out.
   *
   * @param nanos receives nanoseconds from {@code at} on, in the order of the works
   */
  public void run(long[] nanos, int at) {
    for (long[] worker : spent) {
      Arrays.fill(worker, 0);
    }
    for (int work = 0; work < works.length; work++) {
      nanos[at + work] = timed(works[work]::begin);
    }
    timed = true;
    try {
      runSlices();
    } finally {
      timed = false;
    }
    for (int work = 0; work < works.length; work++) {
      for (long[] worker : spent) {
        nanos[at + work] += worker[work] / spent.length;
      }
      nanos[at + work] += timed(works[work]::end);
    }
  }

  private static long timed(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return System.nanoTime() - begun;
  }

  private void runTimed(int slice, int worker) {
    long begun = System.nanoTime();
    for (int work = 0; work < works.length; work++) {
      works[work].run(slice, worker);
      long now = System.nanoTime();
      spent[worker][work] += now - begun;
      begun = now;
    }
  }
}
