package org.epnas.benchmarks.task;

import java.util.SequencedMap;

/** Work that several contenders do, each in its own way. Starts at the initial parameters. */
public interface Workload extends AutoCloseable {
  /** Goes back to the initial parameters. */
  void reset();

  /**
   * One unit of work.
   *
   * @param number from 0, counted from the last {@link #reset}
   */
  void step(int number);

  /** What every contender must get from its first steps, by name; leaves any state behind. */
  SequencedMap<String, float[]> results();

  @Override
  void close();
}
