package org.epnas.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.epnas.benchmarks.task.Round;
import org.epnas.benchmarks.task.WorkerProcess;
import org.epnas.study.session.Cancellation;

/**
 * Contenders who do the same work, each in a process that stays alive. In each round one after the
 * other works, so that a change in the machine's speed meets all of them.
 */
final class Race implements AutoCloseable {
  private final String title;
  private final Timetable timetable;
  private final Cancellation cancellation;
  private final SequencedMap<Contender, WorkerProcess> workers = new LinkedHashMap<>();
  private final List<Cancellation.Work> works = new ArrayList<>();

  /**
   * Starts the processes.
   *
   * @param cancellation ends them at once
   */
  Race(String title, List<Contender> contenders, Timetable timetable, Cancellation cancellation) {
    this.title = title;
    this.timetable = timetable;
    this.cancellation = cancellation;
    try {
      contenders.forEach(this::start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(Contender contender) {
    timetable.say("%s: starting %s".formatted(title, contender.name()));
    WorkerProcess worker = new WorkerProcess(contender.start());
    workers.put(contender, worker);
    works.add(cancellation.during(worker::kill));
    worker.awaitReady();
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
      if (!contender.equals(reference)) {
        double difference =
            Agreement.check(reference.name(), expected, contender, worker.getValue().results());
        timetable.say(
            String.format(
                Locale.ROOT,
                "%s: %s and %s agree, largest difference %.1e",
                title,
                reference.name(),
                contender.name(),
                difference));
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  /**
   * Runs the rounds that do not count and then those that do.
   *
   * @param settings how many rounds, and how long they are
   * @param finished told after each round that counts: everybody's rounds so far
   */
  void run(PeerSettings settings, Consumer<SequencedMap<Contender, List<Round>>> finished) {
    warmUp(settings);
    SequencedMap<Contender, List<Round>> results = new LinkedHashMap<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      timetable.say("%s: round %s of %s".formatted(title, round, settings.rounds()));
      round(settings.millis())
          .forEach((contender, result) ->
              results.computeIfAbsent(contender, _ -> new ArrayList<>()).add(result));
      finished.accept(results);
    }
  }

  /** Says how everybody's speed changed since the round before: by 1.00 once it has settled. */
  private void warmUp(PeerSettings settings) {
    SequencedMap<Contender, Round> before = new LinkedHashMap<>();
    for (int round = 1; round <= settings.warmUpRounds(); round++) {
      timetable.say("%s: warm-up %s of %s".formatted(title, round, settings.warmUpRounds()));
      SequencedMap<Contender, Round> now = round(settings.millis());
      if (!before.isEmpty()) {
        timetable.say("%s: against the round before, %s".formatted(title, changes(before, now)));
      }
      before = now;
    }
  }

  private static String changes(
      SequencedMap<Contender, Round> before, SequencedMap<Contender, Round> now) {
    StringJoiner changes = new StringJoiner(", ");
    before.forEach((contender, round) ->
        changes.add(
            String.format(
                Locale.ROOT,
                "%s %.2f",
                contender.name(),
                Objects.requireNonNull(now.get(contender)).stepsPerSecond()
                    / round.stepsPerSecond())));
    return changes.toString();
  }

  private SequencedMap<Contender, Round> round(long millis) {
    SequencedMap<Contender, Round> results = new LinkedHashMap<>();
    workers.forEach((contender, worker) -> {
      results.put(contender, worker.round(millis));
      timetable.done(millis);
    });
    return results;
  }

  @Override
  public void close() {
    works.forEach(Cancellation.Work::close);
    workers.values().forEach(WorkerProcess::close);
  }
}
