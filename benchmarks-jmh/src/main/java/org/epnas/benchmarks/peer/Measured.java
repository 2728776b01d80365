package org.epnas.benchmarks.peer;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.epnas.benchmarks.task.Round;

/**
 * What a contender reached.
 *
 * @param sample images per second, or microseconds per step
 */
record Measured(Contender contender, Sample sample) {
  double median() {
    return sample.median();
  }

  /**
   * Of everybody.
   *
   * @param rounds at least one each
   * @param quantity what a round says
   */
  static List<Measured> of(
      SequencedMap<Contender, List<Round>> rounds, ToDoubleFunction<Round> quantity) {
    return rounds.entrySet().stream()
        .map(entry ->
            new Measured(
                entry.getKey(),
                new Sample(entry.getValue().stream().mapToDouble(quantity).boxed().toList())))
        .toList();
  }
}
