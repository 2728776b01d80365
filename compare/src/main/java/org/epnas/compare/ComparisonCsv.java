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
      Stream.of(
              Stream.of("strategy"),
              sample(""),
              Stream.of(
                  "searches",
                  "infeasible",
                  "regret",
                  "trials",
                  "distinct",
                  "search_seconds",
                  "busy_seconds",
                  "utilisation"),
              test(""),
              sample("validation_regret_"),
              test("validation_regret_"),
              sample("hypervolume_"),
              test("hypervolume_"),
              sample("area_"),
              test("area_"),
              sample("final_rule_"),
              test("final_rule_"))
          .flatMap(columns -> columns)
          .toList();

  private static final List<String> SEARCHES =
      List.of(
          "strategy",
          "seed",
          "accuracy",
          "feasible",
          "regret",
          "validation_regret",
          "hypervolume",
          "area",
          "final_rule",
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
                Stream.of(
                        row(name),
                        sample(s.accuracy()),
                        row(
                            s.searches(),
                            s.infeasible(),
                            s.regret(),
                            s.trials(),
                            s.distinct(),
                            s.searchSeconds(),
                            s.busySeconds(),
                            s.utilisation()),
                        test(s.accuracy()),
                        sample(s.validationRegret()),
                        test(s.validationRegret()),
                        sample(s.hypervolume()),
                        test(s.hypervolume()),
                        sample(s.area()),
                        test(s.area()),
                        sample(s.end().finalAccuracy()),
                        test(s.end().finalAccuracy()))
                    .flatMap(Stream::of)
                    .toArray()));
    return text(STRATEGIES, rows);
  }

  private static Stream<String> sample(String prefix) {
    return Stream.of("mean", "std", "median", "q1", "q3", "min", "max").map(prefix::concat);
  }

  private static Object[] sample(Figure figure) {
    return row(
        figure.mean(),
        figure.std(),
        figure.median(),
        figure.q1(),
        figure.q3(),
        figure.min(),
        figure.max());
  }

  private static Stream<String> test(String prefix) {
    return Stream.of(
            "pairs",
            "difference",
            "difference_low",
            "difference_high",
            "wilcoxon_p",
            "wilcoxon_p_holm",
            "t_test_p")
        .map(prefix::concat);
  }

  private static Object[] test(Figure figure) {
    return row(
        figure.pairs(),
        figure.difference(),
        figure.differenceLow(),
        figure.differenceHigh(),
        figure.pValue(),
        figure.pValueHolm(),
        figure.tTestPValue());
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
              outcome.validationRegret(),
              outcome.hypervolume(),
              outcome.area(),
              outcome.finalAccuracy(),
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
