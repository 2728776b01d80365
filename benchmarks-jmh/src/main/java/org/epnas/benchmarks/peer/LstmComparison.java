package org.epnas.benchmarks.peer;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.epnas.benchmarks.peer.Contender.Side;
import org.epnas.benchmarks.task.Round;

/**
 * How long a forward and backward pass of an LSTM takes: ours, our scalar twin, and libtorch's with
 * and without its oneDNN, with one thread.
 *
 * @param difference largest of states and gradients, as a share of the largest of their kind
 * @param measured microseconds
 */
record LstmComparison(double difference, List<Measured> measured) {
  static LstmComparison run(PeerSettings settings, Consumer<String> progress) {
    List<Contender> contenders =
        List.of(
            Contender.ourLstm(true),
            Contender.ourLstm(false),
            Contender.libtorchLstm(true),
            Contender.libtorchLstm(false));
    try (Race race = new Race("LSTM", contenders, progress)) {
      double difference = race.checkAgreement();
      List<Measured> measured =
          race.run(settings.rounds(), settings.millis()).entrySet().stream()
              .map(rounds ->
                  new Measured(
                      rounds.getKey(),
                      new Sample(rounds.getValue().stream().map(Round::microsPerStep).toList())))
              .toList();
      return new LstmComparison(difference, measured);
    }
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
