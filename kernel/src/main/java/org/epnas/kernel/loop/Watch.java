package org.epnas.kernel.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells evaluations that still do something from hung ones.
 *
 * @param silence how long one may give no sign of life
 * @param nanoClock monotonic, thread-safe
 */
record Watch(Duration silence, LongSupplier nanoClock) {
  /** How often the clock is looked at, at the most. */
  private static final long LONGEST_POLL_MILLIS = 1000;

  /** What is known of one evaluation. Thread-safe. */
  final class Pulse {
    private final AtomicLong last = new AtomicLong(nanoClock.getAsLong());

    void alive() {
      last.setPlain(nanoClock.getAsLong());
    }

    boolean silentTooLong() {
      return nanoClock.getAsLong() - last.get() >= silence.toNanos();
    }
  }

  Pulse begin() {
    return new Pulse();
  }

  /** How long to wait between two looks. */
  long pollMillis() {
    return Math.clamp(silence.toMillis() / 10, 1, LONGEST_POLL_MILLIS);
  }
}
