package org.epnas.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.Figure;
import org.epnas.compare.PublishedFigure;
import org.epnas.compare.Standing;
import org.epnas.compare.StrategySummary;
import org.epnas.compare.statistics.RankComparison;

/** A comparison as people read it, at most 80 columns wide. */
final class ComparisonText {
  private ComparisonText() {}

  static String of(ComparisonSummary summary, Path folder) {
    return """
    %s

    %s
    %s%s
    %s%s
    %s%s

    Published by the methods' authors: other networks, trainings and hardware;
    not comparable with the figures above.
    %s
    """
        .formatted(
            wrapped(summary.description()),
            accuracies(summary),
            tested(summary),
            marks(summary),
            ranks(summary.ranks()),
            costs(summary),
            failures(summary) + incomplete(summary),
            results(folder),
            published());
  }

  private static String results(Path folder) {
    String plots =
        Stream.of("accuracy-time", "ranks")
            .filter(plot -> Files.exists(folder.resolve(plot + ".png")))
            .collect(Collectors.joining(", "));
    return "Results%s in %s\n"
        .formatted(plots.isEmpty() ? "" : " and plots (" + plots + ")", folder);
  }

  private static String accuracies(ComparisonSummary summary) {
    Table table = new Table("in percent", "mean", "std", "median", "q1", "q3", "regret");
    summary
        .strategies()
        .forEach((name, s) ->
            table.row(
                name,
                fixed(s.accuracy().mean()),
                fixed(s.accuracy().std()),
                fixed(s.accuracy().median()),
                fixed(s.accuracy().q1()),
                fixed(s.accuracy().q3()),
                fixed(s.regret())));
    return table.toString();
  }

  /** The tests against the reference, one table per figure. */
  static String tested(ComparisonSummary summary) {
    String accuracy = summary.measure().startsWith("test") ? "test accuracy" : "accuracy";
    String explanation =
        "Minus %s, paired by seed; 95 %% interval by Student's t, p by Wilcoxon's test, Holm: corrected for the number of rivals."
            .formatted(summary.reference());
    return wrapped(explanation)
        + System.lineSeparator()
        + tested(summary, accuracy, StrategySummary::end);
  }

  /** The same for every mark. */
  private static String marks(ComparisonSummary summary) {
    return marksOf(summary).stream()
        .map(mark ->
            "%nHad the searches ended after %s:%n".formatted(mark)
                + tested(
                    summary, "test accuracy", one -> Objects.requireNonNull(one.marks().get(mark))))
        .collect(Collectors.joining());
  }

  private static List<String> marksOf(ComparisonSummary summary) {
    return summary.strategies().values().stream()
        .findFirst()
        .map(one -> List.copyOf(one.marks().sequencedKeySet()))
        .orElse(List.of());
  }

  private static String tested(
      ComparisonSummary summary, String accuracy, Function<StrategySummary, Standing> standing) {
    return figures(summary, "validation regret", standing.andThen(Standing::validationRegret))
        + figures(summary, accuracy, standing.andThen(Standing::accuracy))
        + figures(summary, "by final rule", standing.andThen(Standing::finalAccuracy))
        + figures(summary, "area under curve", standing.andThen(Standing::area));
  }

  private static String figures(
      ComparisonSummary summary, String title, Function<StrategySummary, Figure> part) {
    if (summary.strategies().values().stream().allMatch(s -> part.apply(s).mean().isEmpty())) {
      return "";
    }
    Table table = new Table(title, "mean", "diff", "95 % interval", "p", "Holm", "pairs");
    summary
        .strategies()
        .forEach((name, s) -> {
          Figure figure = part.apply(s);
          boolean reference = name.equals(summary.reference());
          table.row(
              name,
              fixed(figure.mean()),
              reference ? "-" : signed(figure.difference()),
              reference ? "-" : interval(figure),
              reference ? "-" : pValue(figure.pValue()),
              reference ? "-" : pValue(figure.pValueHolm()),
              reference ? "-" : figure.pairs());
        });
    return System.lineSeparator() + table;
  }

  private static String interval(Figure figure) {
    return figure.differenceLow().isEmpty()
        ? "-"
        : "%s .. %s".formatted(signed(figure.differenceLow()), signed(figure.differenceHigh()));
  }

  private static String ranks(RankComparison ranks) {
    if (ranks.criticalDifference().isEmpty()) {
      return "";
    }
    String means =
        ranks.meanRanks().entrySet().stream()
            .map(rank -> "%s %s".formatted(rank.getKey(), fixed(rank.getValue(), 2)))
            .collect(Collectors.joining(", "));
    String text =
        "Mean ranks over %s seeds: %s. Friedman p %s; means that differ by less than %s cannot be told apart (Nemenyi)."
            .formatted(
                ranks.blocks(),
                means,
                pValue(ranks.friedman()),
                fixed(ranks.criticalDifference().getAsDouble(), 2));
    return wrapped(text) + System.lineSeparator() + System.lineSeparator();
  }

  private static Table costs(ComparisonSummary summary) {
    boolean queries = summary.settings().getOrDefault("--budget", "").startsWith("queries");
    Table table =
        new Table(
            "per search",
            "runs",
            "none ok",
            "trials",
            "distinct",
            queries ? "queries" : "seconds",
            queries ? "busy" : "busy s",
            "share");
    summary.strategies().forEach((name, s) -> table.row(cost(name, s)));
    return table;
  }

  private static Object[] cost(String name, StrategySummary s) {
    return new Object[] {
      name,
      s.searches(),
      s.infeasible(),
      fixed(s.trials(), 1),
      fixed(s.distinct(), 1),
      fixed(s.searchSeconds(), 0),
      fixed(s.busySeconds(), 0),
      fixed(100 * s.utilisation(), 0) + " %"
    };
  }

  /** A line for each strategy with a search that found nothing because its trials failed. */
  private static String failures(ComparisonSummary summary) {
    StringBuilder lines = new StringBuilder();
    summary
        .strategies()
        .forEach((name, s) ->
            s.failure()
                .ifPresent(
                    failure -> lines.append("%s: %s%n".formatted(name, NothingFound.of(failure)))));
    return lines.toString();
  }

  private static String incomplete(ComparisonSummary summary) {
    return summary.complete()
        ? ""
        : "Not all searches are finished: run the same command with the same --out to go on.\n";
  }

  private static Table published() {
    Table table = new Table("method", "error", "data", "weights", "GPU-days", "source");
    for (PublishedFigure figure : PublishedFigure.ALL) {
      table.row(
          figure.method(),
          fixed(figure.error(), 2) + " %",
          figure.data(),
          fixed(figure.millionParameters(), 1) + "M",
          figure.cost(),
          figure.source());
    }
    return table;
  }

  /** Lines of at most 80 columns. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : List.of(text.split(" ", -1))) {
      boolean fits = column + 1 + word.length() <= 80;
      if (column > 0) {
        lines.append(fits ? " " : System.lineSeparator());
      }
      column = word.length() + (column > 0 && fits ? column + 1 : 0);
      lines.append(word);
    }
    return lines.toString();
  }

  private static String fixed(OptionalDouble value) {
    return value.isPresent() ? fixed(value.getAsDouble(), 3) : "-";
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String signed(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%+.3f", value.getAsDouble()) : "-";
  }

  private static String pValue(OptionalDouble p) {
    if (p.isEmpty()) {
      return "-";
    }
    return p.getAsDouble() < 1e-4
        ? String.format(Locale.ROOT, "%.0e", p.getAsDouble())
        : fixed(p.getAsDouble(), 4);
  }
}
