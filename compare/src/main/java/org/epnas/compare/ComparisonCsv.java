package org.epnas.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A comparison as comma-separated values; what is not defined becomes an empty field. */
final class ComparisonCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private static final List<String> STRATEGIES =
      List.of(
          "strategy",
          "mean",
          "std",
          "median",
          "q1",
          "q3",
          "min",
          "max",
          "searches",
          "infeasible",
          "regret",
          "trials",
          "distinct",
          "search_seconds",
          "busy_seconds",
          "utilisation",
          "pairs",
          "difference",
          "wilcoxon_p",
          "t_test_p");

  private static final List<String> SEARCHES =
      List.of(
          "strategy",
          "seed",
          "accuracy",
          "feasible",
          "regret",
          "trials",
          "distinct",
          "search_seconds",
          "busy_seconds",
          "utilisation");

  private ComparisonCsv() {}

  /** One line per strategy. */
  static String strategies(ComparisonSummary summary) {
    List<Object[]> rows = new ArrayList<>();
    summary
        .strategies()
        .forEach((name, s) ->
            rows.add(
                row(
                    name,
                    s.mean(),
                    s.std(),
                    s.median(),
                    s.q1(),
                    s.q3(),
                    s.min(),
                    s.max(),
                    s.searches(),
                    s.infeasible(),
                    s.regret(),
                    s.trials(),
                    s.distinct(),
                    s.searchSeconds(),
                    s.busySeconds(),
                    s.utilisation(),
                    s.pairs(),
                    s.difference(),
                    s.pValue(),
                    s.tTestPValue())));
    return text(STRATEGIES, rows);
  }

  /** One line per search. */
  static String searches(List<SearchOutcome> outcomes) {
    List<Object[]> rows = new ArrayList<>();
    for (SearchOutcome outcome : outcomes) {
      rows.add(
          row(
              outcome.strategy(),
              outcome.seed(),
              outcome.accuracy(),
              outcome.feasible(),
              outcome.regret(),
              outcome.trials(),
              outcome.distinct(),
              outcome.searchSeconds(),
              outcome.busySeconds(),
              outcome.utilisation()));
    }
    return text(SEARCHES, rows);
  }

  private static Object[] row(Object... cells) {
    return Stream.of(cells).map(ComparisonCsv::cell).toArray();
  }

  private static Object cell(Object value) {
    return value instanceof OptionalDouble number
        ? number.isPresent() ? number.getAsDouble() : ""
        : value;
  }

  private static String text(List<String> header, List<Object[]> rows) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(header);
      printer.printRecords(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
