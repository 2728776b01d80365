package org.epnas.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.epnas.benchmarks.task.Round;
import org.epnas.benchmarks.task.WorkerProcess;

/**
 * Contenders who do the same work, each in a process that stays alive. In each round one after the
 * other works, so that a change in the machine's speed meets all of them.
 */
final class Race implements AutoCloseable {
  private final String title;
  private final Consumer<String> progress;
  private final SequencedMap<Contender, WorkerProcess> workers = new LinkedHashMap<>();

  /**
   * Starts the processes.
   *
   * @param progress gets a line for each thing that is done
   */
  Race(String title, List<Contender> contenders, Consumer<String> progress) {
    this.title = title;
    this.progress = progress;
    try {
      contenders.forEach(this::start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(Contender contender) {
    progress.accept("%s: starting %s".formatted(title, contender.name()));
    workers.put(contender, new WorkerProcess(contender.start()));
  }

  /**
   * Compares everybody's results with those of the first.
   *
   * @return the largest difference, as a share of the largest value
   * @throws Agreement.DisagreementException if somebody does something else
   */
  double checkAgreement() {
    Contender reference = workers.firstEntry().getKey();
    SequencedMap<String, float[]> expected = workers.firstEntry().getValue().results();
    double largest = 0;
    for (Map.Entry<Contender, WorkerProcess> worker : workers.entrySet()) {
      Contender contender = worker.getKey();
      if (contender != reference) {
        double difference =
            Agreement.check(reference.name(), expected, contender, worker.getValue().results());
        progress.accept(
            "%s: %s and %s agree, largest difference %.1e"
                .formatted(title, reference.name(), contender.name(), difference));
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  /**
   * Runs one round that does not count and then those that do.
   *
   * @param millis length of a round of one contender, at least
   */
  SequencedMap<Contender, List<Round>> run(int rounds, long millis) {
    SequencedMap<Contender, List<Round>> results = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      progress.accept(
          round == 0
              ? "%s: warming up".formatted(title)
              : "%s: round %d of %d".formatted(title, round, rounds));
      for (Map.Entry<Contender, WorkerProcess> worker : workers.entrySet()) {
        Round result = worker.getValue().round(millis);
        if (round > 0) {
          results.computeIfAbsent(worker.getKey(), _ -> new ArrayList<>()).add(result);
        }
      }
    }
    return results;
  }

  @Override
  public void close() {
    workers.values().forEach(WorkerProcess::close);
  }
}
