package org.epnas.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.PublishedFigure;
import org.epnas.compare.StrategySummary;

/** A comparison as people read it. */
final class ComparisonText {
  private ComparisonText() {}

  static String of(ComparisonSummary summary, Path folder) {
    return """
    %s
    In percent over the seeds; quartiles of type 7 (Hyndman and Fan). Differences are paired by seed with %s.
    %s
    %s
    %s%s
    Published by the methods' authors: other networks, trainings and hardware; not comparable with the figures above.
    %s
    """
        .formatted(
            summary.description(),
            summary.reference(),
            accuracies(summary),
            costs(summary),
            failures(summary) + incomplete(summary),
            results(folder),
            published());
  }

  private static String results(Path folder) {
    String plot =
        Files.exists(folder.resolve("accuracy-time.png"))
            ? " and plot (accuracy-time.png, .svg)"
            : "";
    return "Results%s in %s\n".formatted(plot, folder);
  }

  /** The accuracies, and the tests against the reference. */
  static Table accuracies(ComparisonSummary summary) {
    Table table =
        new Table(
            "strategy",
            "mean",
            "std",
            "median",
            "q1",
            "q3",
            "regret",
            "difference",
            "p (Wilcoxon)",
            "p (paired t)",
            "pairs");
    summary
        .strategies()
        .forEach((name, s) -> {
          boolean reference = name.equals(summary.reference());
          table.row(
              name,
              fixed(s.mean()),
              fixed(s.std()),
              fixed(s.median()),
              fixed(s.q1()),
              fixed(s.q3()),
              fixed(s.regret()),
              reference ? "-" : signed(s.difference()),
              reference ? "-" : pValue(s.pValue()),
              reference ? "-" : pValue(s.tTestPValue()),
              reference ? "-" : s.pairs());
        });
    return table;
  }

  private static Table costs(ComparisonSummary summary) {
    Table table =
        new Table(
            "per search",
            "searches",
            "infeasible",
            "trials",
            "distinct",
            "seconds",
            "cost (worker s)",
            "utilisation");
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
    Table table =
        new Table("method", "test error", "data", "parameters", "search GPU-days", "source");
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
        ? String.format(Locale.ROOT, "%.1e", p.getAsDouble())
        : fixed(p.getAsDouble(), 4);
  }
}
