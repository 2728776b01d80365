package org.epnas.benchmarks.task;

/**
 * A timed round.
 *
 * @param steps done in it
 * @param nanos that they took
 */
public record Round(int steps, long nanos) {
  public double stepsPerSecond() {
    return steps * 1e9 / nanos;
  }

  public double microsPerStep() {
    return nanos / 1e3 / steps;
  }
}
