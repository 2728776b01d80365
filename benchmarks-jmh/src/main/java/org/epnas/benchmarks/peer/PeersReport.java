package org.epnas.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.training.backend.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The comparison as JSON.
 *
 * @param incomplete what is missing since the comparison was cut off; absent if it was not
 * @param networks by name and precision ({@code fp32}, {@code bf16})
 * @param lstm absent if it was not compared
 */
record PeersReport(
    Conditions conditions,
    @Nullable String incomplete,
    SequencedMap<String, SequencedMap<String, Verdict>> networks,
    @Nullable Lstm lstm) {

  /**
   * What the figures hold for.
   *
   * @param rounds that count, interleaved
   * @param warmUpRounds before them
   * @param roundMillis least length of a round of one contender
   */
  record Conditions(
      String processor,
      String java,
      int threads,
      int batchSize,
      int rounds,
      int warmUpRounds,
      long roundMillis) {}

  /** Of one network in one precision. */
  sealed interface Verdict {}

  /**
   * Medians in images per second.
   *
   * @param rounds that are finished
   * @param libtorchBest of the fastest setting; in bf16 of any precision
   * @param ratio ours / libtorchBest
   * @param oursRange least and most of the rounds
   * @param lossDifference largest of the first steps, as a share of the largest loss
   * @param settings median of each of libtorch's settings
   */
  record Compared(
      int rounds,
      double ours,
      double libtorchBest,
      double ratio,
      List<Double> oursRange,
      List<Double> libtorchRange,
      String libtorchSetting,
      double lossDifference,
      Map<String, Double> settings)
      implements Verdict {}

  /**
   * Not compared.
   *
   * @param skipped the reason
   */
  record Skipped(String skipped) implements Verdict {}

  /**
   * Medians in microseconds of a forward and backward pass.
   *
   * @param rounds that are finished
   * @param ratio libtorch / ours
   * @param scalar our twin on plain loops
   * @param vectorSpeedUp scalar / ours
   * @param difference largest of states and gradients, as a share of the largest
   */
  record Lstm(
      int rounds,
      double ours,
      double libtorch,
      double ratio,
      List<Double> oursRange,
      List<Double> libtorchRange,
      String libtorchSetting,
      double scalar,
      double vectorSpeedUp,
      double difference) {}

  static PeersReport of(Standings standings) {
    SequencedMap<String, SequencedMap<String, Verdict>> networks = new LinkedHashMap<>();
    for (TrainingComparison comparison : standings.networks()) {
      networks.put(comparison.network().name(), verdicts(standings.settings(), comparison));
    }
    return new PeersReport(
        standings.conditions(),
        standings.missing().orElse(null),
        networks,
        standings.lstm().map(PeersReport::of).orElse(null));
  }

  private static SequencedMap<String, Verdict> verdicts(
      PeerSettings settings, TrainingComparison comparison) {
    SequencedMap<String, Verdict> verdicts = new LinkedHashMap<>();
    for (Precision precision : Precision.values()) {
      comparison
          .ours(precision)
          .ifPresent(ours ->
              verdicts.put(Contender.lowerCase(precision), compared(comparison, precision, ours)));
    }
    settings
        .skipped()
        .forEach((precision, reason) ->
            verdicts.put(Contender.lowerCase(precision), new Skipped(reason)));
    return verdicts;
  }

  private static Compared compared(
      TrainingComparison comparison, Precision precision, Measured ours) {
    Measured best = comparison.libtorchBest(precision);
    SequencedMap<String, Double> settings = new LinkedHashMap<>();
    comparison.measured().stream()
        .filter(m -> m.contender().side() == Contender.Side.LIBTORCH)
        .forEach(m -> settings.put(m.contender().setting(), m.median()));
    return new Compared(
        comparison.rounds(),
        ours.median(),
        best.median(),
        ours.median() / best.median(),
        range(ours),
        range(best),
        best.contender().setting(),
        comparison.difference(),
        settings);
  }

  private static Lstm of(LstmComparison comparison) {
    Measured ours = comparison.ours();
    Measured best = comparison.libtorchBest();
    double scalar = comparison.scalar().median();
    return new Lstm(
        comparison.rounds(),
        ours.median(),
        best.median(),
        best.median() / ours.median(),
        range(ours),
        range(best),
        best.contender().setting(),
        scalar,
        scalar / ours.median(),
        comparison.difference());
  }

  private static List<Double> range(Measured measured) {
    return List.of(measured.sample().least(), measured.sample().most());
  }
}
