package org.epnas.benchmarks.peer;

/**
 * What a contender reached.
 *
 * @param sample images per second, or microseconds per step
 */
record Measured(Contender contender, Sample sample) {
  double median() {
    return sample.median();
  }
}
