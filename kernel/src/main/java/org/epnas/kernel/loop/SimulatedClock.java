package org.epnas.kernel.loop;

import java.util.function.LongSupplier;

/**
 * The time of one simulated search, in nanoseconds from 0. It stands still except where the search
 * waits for an evaluation. Readable while the search runs, for example by a listener; confined to
 * the thread that runs it.
 */
public final class SimulatedClock implements LongSupplier {
  private long nanos;

  @Override
  public long getAsLong() {
    return nanos;
  }

  /** The time in seconds. */
  public double seconds() {
    return nanos / 1e9;
  }

  void advanceTo(long time) {
    if (time < nanos) {
      throw new IllegalStateException(
          "Simulated clock at (%s) ns cannot go back to (%s) ns.".formatted(nanos, time));
    }
    nanos = time;
  }
}
