package org.epnas.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has been measured so far: whatever ends a comparison before its time, its finished rounds
 * are here.
 */
final class Standings {
  private static final String LSTM = "LSTM";

  private final PeerSettings settings;
  private final PeersReport.Conditions conditions;
  private final SequencedMap<String, TrainingComparison> networks = new LinkedHashMap<>();
  private Optional<LstmComparison> lstm = Optional.empty();

  Standings(PeerSettings settings, PeersReport.Conditions conditions) {
    this.settings = settings;
    this.conditions = conditions;
  }

  /** Takes the place of what was known of the network. */
  void put(TrainingComparison comparison) {
    networks.put(comparison.network().key(), comparison);
  }

  /** Takes the place of what was known of the LSTM. */
  void put(LstmComparison comparison) {
    lstm = Optional.of(comparison);
  }

  PeerSettings settings() {
    return settings;
  }

  PeersReport.Conditions conditions() {
    return conditions;
  }

  /** With at least one finished round each, in the order they were measured. */
  List<TrainingComparison> networks() {
    return List.copyOf(networks.values());
  }

  Optional<LstmComparison> lstm() {
    return lstm;
  }

  /**
   * What is missing, for example {@code 3 of 7 rounds of B; 0 of 7 rounds of LSTM}; empty if
   * nothing is.
   */
  Optional<String> missing() {
    Stream<String> ofNetworks =
        settings.networks().stream()
            .flatMap(key ->
                missing(
                    key,
                    Optional.ofNullable(networks.get(key))
                        .map(TrainingComparison::rounds)
                        .orElse(0)));
    Stream<String> ofLstm =
        settings.lstm()
            ? missing(LSTM, lstm.map(LstmComparison::rounds).orElse(0))
            : Stream.empty();
    return Optional.of(Stream.concat(ofNetworks, ofLstm).collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }

  private Stream<String> missing(String name, int rounds) {
    return rounds < settings.rounds()
        ? Stream.of("%s of %s rounds of %s".formatted(rounds, settings.rounds(), name))
        : Stream.empty();
  }
}
