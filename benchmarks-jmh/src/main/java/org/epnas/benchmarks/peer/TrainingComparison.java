package org.epnas.benchmarks.peer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.benchmarks.peer.Contender.Side;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.Round;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.study.session.Cancellation;
import org.epnas.training.backend.Precision;

/**
 * How fast a network trains with us and with libtorch in each of its settings.
 *
 * @param difference largest of the losses of the first steps, as a share of the largest loss
 * @param measured images per second
 */
record TrainingComparison(BenchmarkNetwork network, double difference, List<Measured> measured) {
  /**
   * Measures.
   *
   * @param standings take the result after each round
   * @throws org.epnas.benchmarks.task.WorkerProcess.EndedException if a process ends before its
   *     time
   */
  static void run(
      BenchmarkNetwork network,
      Standings standings,
      Timetable timetable,
      Cancellation cancellation) {
    PeerSettings settings = standings.settings();
    List<Contender> contenders = contenders(network, settings);
    if (contenders.isEmpty()) {
      return;
    }
    try (Race race = new Race(network.name(), contenders, timetable, cancellation)) {
      double difference = race.checkAgreement();
      race.run(
          settings,
          rounds ->
              standings.put(
                  new TrainingComparison(
                      network, difference, measured(rounds, settings.batchSize()))));
    }
  }

  private static List<Measured> measured(
      SequencedMap<Contender, List<Round>> rounds, int batchSize) {
    return Measured.of(rounds, round -> round.stepsPerSecond() * batchSize);
  }

  /** libtorch's fp32 is there for bf16 alone as well: bf16 competes with the best of both. */
  static List<Contender> contenders(BenchmarkNetwork network, PeerSettings settings) {
    List<Precision> ours =
        Stream.of(Precision.values()).filter(settings.precisions()::contains).toList();
    List<Contender> contenders = new ArrayList<>();
    ours.forEach(precision -> contenders.add(Contender.ours(task(network, settings, precision))));
    List<Precision> theirs = ours.contains(Precision.BF16) ? List.of(Precision.values()) : ours;
    for (Precision precision : theirs) {
      for (MemoryFormat format : MemoryFormat.values()) {
        contenders.add(Contender.libtorch(task(network, settings, precision), format));
      }
    }
    return contenders;
  }

  private static TrainingTask task(
      BenchmarkNetwork network, PeerSettings settings, Precision precision) {
    return new TrainingTask(network.key(), precision, settings.threads(), settings.batchSize());
  }

  /** That are finished. */
  int rounds() {
    return measured.isEmpty() ? 0 : measured.getFirst().sample().values().size();
  }

  /** Our result, where the precision was measured. */
  Optional<Measured> ours(Precision precision) {
    return of(Side.OURS).filter(m -> m.contender().precision() == precision).findFirst();
  }

  /** libtorch's fastest setting: for fp32 of that precision, for bf16 of any. */
  Measured libtorchBest(Precision precision) {
    return of(Side.LIBTORCH)
        .filter(m -> precision == Precision.BF16 || m.contender().precision() == precision)
        .max(Comparator.comparingDouble(Measured::median))
        .orElseThrow();
  }

  private Stream<Measured> of(Side side) {
    return measured.stream().filter(m -> m.contender().side() == side);
  }
}
