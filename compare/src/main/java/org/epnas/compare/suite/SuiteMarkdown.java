package org.epnas.compare.suite;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.Figure;
import org.epnas.compare.SeedRange;
import org.epnas.compare.Standing;
import org.epnas.compare.StrategySummary;
import org.epnas.compare.statistics.RankComparison;
import org.jspecify.annotations.Nullable;

/** The report of a suite as a page. */
final class SuiteMarkdown {
  private SuiteMarkdown() {}

  static String of(SuiteReport report) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Searches from tables

        Settings were chosen with the seeds %s; no figure below is of one of them. Accuracies and
        differences in percent and percentage points, mean (standard deviation) over the seeds.
        Differences are of the validation regret, which is what a search minimises, paired by seed
        with the first strategy: mean and 95 %% interval by Student's t. p: Wilcoxon's signed-rank
        test, Holm: the same corrected for the number of rivals. Area: mean over the search time of
        the test accuracy of the best so far. The final rule chooses the largest network that the noise
        does not tell from the best, where the judged training is at least nine times as long as the
        search's; elsewhere the best by value. A search that found nothing feasible counts as the
        worst network of the table. %s processors.
        %s\
        """
            .formatted(
                report.suite().tuningSeeds(),
                Runtime.getRuntime().availableProcessors(),
                report.complete()
                    ? ""
                    : "\n**Not finished**: run the same command with the same --out to go on.\n"));
    report.entries().forEach((name, summary) -> page.append(entry(report.suite(), name, summary)));
    page.append(ranks(report.ranks()));
    return page.toString();
  }

  private static String entry(Suite suite, String name, ComparisonSummary summary) {
    Suite.Entry entry =
        suite.entries().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    SeedRange seeds = suite.seeds(entry);
    List<String> limits = Optional.ofNullable(entry.constraints()).orElse(List.of());
    String tables =
        Optional.ofNullable(entry.marks()).orElse(List.of()).stream()
                .map(mark -> table("After " + mark, summary, one -> one.marks().get(mark)))
                .collect(Collectors.joining())
            + table("At the end", summary, StrategySummary::end);
    return """

    ## %s

    %s Table `%s`, budget `%s`, %s worker(s), %s, seeds %s to %s.
    %s\
    """
        .formatted(
            name,
            summary.description(),
            entry.table(),
            entry.budget(),
            Optional.ofNullable(entry.workers()).orElse(1),
            limits.isEmpty() ? "no limits" : "limits `" + String.join("`, `", limits) + "`",
            seeds.first(),
            seeds.last(),
            tables);
  }

  private static String table(
      String when,
      ComparisonSummary summary,
      Function<StrategySummary, @Nullable Standing> standing) {
    return """

    | %s | test accuracy | by the final rule | validation regret | difference | p | Holm | area | infeasible |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    %s\
    """
        .formatted(
            when,
            summary.strategies().entrySet().stream()
                .map(row ->
                    row(
                        row.getKey(),
                        Objects.requireNonNull(standing.apply(row.getValue())),
                        summary.reference()))
                .collect(Collectors.joining()));
  }

  private static String row(String name, Standing summary, String reference) {
    Figure regret = summary.validationRegret();
    boolean first = name.equals(reference);
    return "| %s | %s (%s) | %s (%s) | %s (%s) | %s | %s | %s | %s | %s |%n"
        .formatted(
            name,
            fixed(summary.accuracy().mean()),
            fixed(summary.accuracy().std()),
            fixed(summary.finalAccuracy().mean()),
            fixed(summary.finalAccuracy().std()),
            fixed(regret.mean()),
            fixed(regret.std()),
            first ? "" : difference(regret),
            first ? "" : pValue(regret.pValue()),
            first ? "" : pValue(regret.pValueHolm()),
            fixed(summary.area().mean()),
            summary.infeasible());
  }

  private static String difference(Figure figure) {
    return figure.differenceLow().isEmpty()
        ? signed(figure.difference())
        : "%s [%s, %s]"
            .formatted(
                signed(figure.difference()),
                signed(figure.differenceLow()),
                signed(figure.differenceHigh()));
  }

  private static String ranks(RankComparison ranks) {
    if (ranks.criticalDifference().isEmpty()) {
      return "";
    }
    return """

    ## Over all tables, tasks and budgets

    Mean ranks by mean validation regret over %s comparisons as blocks: %s. Friedman's test: p = %s.
    Nemenyi: ranks that differ by less than %s cannot be told apart at 0.05; groups: %s. Comparisons
    on one table are not independent, so the p is too small rather than too large.

    ![critical difference](ranks.svg)
    """
        .formatted(
            ranks.blocks(),
            ranks.meanRanks().entrySet().stream()
                .map(rank -> String.format(Locale.ROOT, "%s %.2f", rank.getKey(), rank.getValue()))
                .collect(Collectors.joining(", ")),
            pValue(ranks.friedman()),
            String.format(Locale.ROOT, "%.2f", ranks.criticalDifference().getAsDouble()),
            ranks.cliques().isEmpty() ? "none" : ranks.cliques());
  }

  private static String fixed(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }

  private static String signed(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%+.3f", value.getAsDouble()) : "-";
  }

  private static String pValue(OptionalDouble p) {
    if (p.isEmpty()) {
      return "-";
    }
    return String.format(Locale.ROOT, p.getAsDouble() < 1e-3 ? "%.0e" : "%.3f", p.getAsDouble());
  }
}
