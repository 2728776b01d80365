package org.epnas.nativecpu.step;

import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.slice.SliceLoop;

/** Steps that run together, with all addresses known. */
sealed interface Stage {
  void run();

  /**
   * As {@link #run()}.
   *
   * @param nanos receives the nanoseconds of each step from {@code at} on
   */
  void run(long[] nanos, int at);

  /** How many steps it has. */
  int steps();

  /** A step for the whole batch. */
  record Whole(String name, Step step) implements Stage {
    @Override
    public void run() {
      try {
        step.run();
      } catch (OneDnnException e) {
        throw StepFailure.of(name, e);
      }
    }

    @Override
    public void run(long[] nanos, int at) {
      long begun = System.nanoTime();
      run();
      nanos[at] = System.nanoTime() - begun;
    }

    @Override
    public int steps() {
      return 1;
    }
  }

  /** Steps that follow each other slice by slice. */
  record Chain(SliceLoop loop, int steps) implements Stage {
    @Override
    public void run() {
      loop.run();
    }

    @Override
    public void run(long[] nanos, int at) {
      loop.run(nanos, at);
    }
  }
}
