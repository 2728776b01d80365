package org.epnas.benchmarks.peer;

import java.util.Comparator;
import java.util.List;
import org.epnas.benchmarks.peer.Contender.Side;
import org.epnas.benchmarks.task.Round;
import org.epnas.study.session.Cancellation;

/**
 * How long a forward and backward pass of an LSTM takes: ours, our scalar twin, and libtorch's with
 * and without its oneDNN, with one thread.
 *
 * @param difference largest of states and gradients, as a share of the largest of their kind
 * @param measured microseconds
 */
record LstmComparison(double difference, List<Measured> measured) {
  static final List<Contender> CONTENDERS =
      List.of(
          Contender.ourLstm(true),
          Contender.ourLstm(false),
          Contender.libtorchLstm(true),
          Contender.libtorchLstm(false));

  /**
   * Measures.
   *
   * @param standings take the result after each round
   * @throws org.epnas.benchmarks.task.WorkerProcess.EndedException if a process ends before its
   *     time
   */
  static void run(Standings standings, Timetable timetable, Cancellation cancellation) {
    try (Race race = new Race("LSTM", CONTENDERS, timetable, cancellation)) {
      double difference = race.checkAgreement();
      race.run(
          standings.settings(),
          rounds ->
              standings.put(
                  new LstmComparison(difference, Measured.of(rounds, Round::microsPerStep))));
    }
  }

  /** That are finished. */
  int rounds() {
    return ours().sample().values().size();
  }

  Measured ours() {
    return measured.get(0);
  }

  /** Ours on plain loops. */
  Measured scalar() {
    return measured.get(1);
  }

  Measured libtorchBest() {
    return measured.stream()
        .filter(m -> m.contender().side() == Side.LIBTORCH)
        .min(Comparator.comparingDouble(Measured::median))
        .orElseThrow();
  }
}
