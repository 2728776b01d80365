package org.epnas.benchmarks.peer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.epnas.study.text.Quantity;

/**
 * Says what is being done and how long everything that is planned will still take: as much longer
 * than planned as what is done took, since starts and checks are not in the plan.
 */
final class Timetable {
  private final long plannedMillis;
  private final LongSupplier clock;
  private final Consumer<String> lines;
  private final long startNanos;
  private long doneMillis;

  /**
   * @param plannedMillis length of all turns
   * @param clock in nanoseconds
   * @param lines takes a line for each thing that is done
   */
  Timetable(long plannedMillis, LongSupplier clock, Consumer<String> lines) {
    this.plannedMillis = plannedMillis;
    this.clock = clock;
    this.lines = lines;
    this.startNanos = clock.getAsLong();
  }

  void say(String what) {
    lines.accept("%s (%s left)".formatted(what, Quantity.time(left())));
  }

  /** A contender had its turn, of this planned length. */
  void done(long millis) {
    doneMillis += millis;
  }

  private Duration left() {
    double elapsedMillis = (clock.getAsLong() - startNanos) / 1e6;
    double slowness = doneMillis == 0 ? 1 : Math.max(1, elapsedMillis / doneMillis);
    return Duration.ofMillis((long) ((plannedMillis - doneMillis) * slowness));
  }
}
