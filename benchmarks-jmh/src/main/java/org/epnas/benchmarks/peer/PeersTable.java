package org.epnas.benchmarks.peer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.epnas.benchmarks.peer.Contender.Side;
import org.epnas.training.backend.Precision;

/** The comparison as text: a row per contender, with our ratio to it. */
final class PeersTable {
  private static final String ROW = "  %-28s %10s  %-17s %s%n";

  private final StringBuilder text = new StringBuilder();

  static String of(Standings standings) {
    PeersReport.Conditions conditions = standings.conditions();
    PeersTable table = new PeersTable();
    table.line(
        "%s, Java %s, medians of %s interleaved rounds of %.1f s behind %s to warm up",
        conditions.processor(),
        conditions.java(),
        conditions.rounds(),
        conditions.roundMillis() / 1e3,
        conditions.warmUpRounds());
    standings
        .missing()
        .ifPresent(missing -> table.line("INCOMPLETE: cut off with %s finished", missing));
    standings
        .settings()
        .skipped()
        .forEach((precision, reason) ->
            table.line("%s skipped: %s", Contender.lowerCase(precision), reason));
    standings.networks().forEach(comparison -> table.add(conditions, comparison));
    standings.lstm().ifPresent(table::add);
    return table.text.toString();
  }

  private void add(PeersReport.Conditions conditions, TrainingComparison comparison) {
    line("");
    line(
        "%s (%s): training, batch %s, %s threads; losses differ by at most %.1e",
        comparison.network().name(),
        comparison.network().title(),
        conditions.batchSize(),
        conditions.threads(),
        comparison.difference());
    text.append(ROW.formatted("", "images/s", "range", "ours against it"));
    for (Measured measured : comparison.measured()) {
      row(
          measured,
          0,
          Optional.of(measured)
              .filter(m -> m.contender().side() == Side.LIBTORCH)
              .flatMap(m -> ratios(comparison, m))
              .orElse(""));
    }
  }

  /** For example {@code fp32 1.52, bf16 2.40}. */
  private static Optional<String> ratios(TrainingComparison comparison, Measured peer) {
    return List.of(Precision.values()).stream()
        .flatMap(precision -> comparison.ours(precision).stream())
        .map(ours ->
            String.format(
                Locale.ROOT, "%s %.2f", ours.contender().setting(), ours.median() / peer.median()))
        .reduce((a, b) -> a + ", " + b);
  }

  private void add(LstmComparison lstm) {
    line("");
    line(
        "LSTM: forward and backward, hidden 64, length 30, batch 8, 1 thread; results differ by at most %.1e",
        lstm.difference());
    text.append(ROW.formatted("", "us", "range", "ours against it"));
    for (Measured measured : lstm.measured()) {
      String ratio = String.format(Locale.ROOT, "%.2f", measured.median() / lstm.ours().median());
      row(measured, 1, measured.equals(lstm.ours()) ? "" : ratio);
    }
  }

  private void row(Measured measured, int decimals, String ratio) {
    String number = "%." + decimals + "f";
    text.append(
        ROW.formatted(
            measured.contender().name(),
            String.format(Locale.ROOT, number, measured.median()),
            String.format(
                Locale.ROOT,
                number + " - " + number,
                measured.sample().least(),
                measured.sample().most()),
            ratio));
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
