package org.epnas.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.compare.plot.AccuracyTimePlot;
import org.epnas.compare.statistics.Step;
import org.epnas.study.run.RunFolder;

/** Writes what a comparison found into its folder: JSON, CSV and the plot. */
public final class ComparisonReport {
  private static final Logger LOG = System.getLogger(ComparisonReport.class.getName());

  private final Experiment experiment;
  private final List<String> strategies;
  private final Comparison comparison;

  /**
   * @param strategies of the comparison, the reference first
   */
  public ComparisonReport(Experiment experiment, List<String> strategies, Comparison comparison) {
    this.experiment = experiment;
    this.strategies = List.copyOf(strategies);
    this.comparison = comparison;
  }

  /**
   * Writes {@code summary.json}, {@code summary.csv}, {@code searches.csv} and the plot of what is
   * finished. A plot that fails costs nothing but the plot, and one line says so.
   */
  public ComparisonSummary write(Path folder) {
    List<SearchOutcome> outcomes = comparison.outcomes();
    ComparisonSummary summary =
        ComparisonSummary.of(experiment, strategies, outcomes, comparison.size());
    try {
      RunFolder.writeJson(folder.resolve("summary.json"), summary);
      Files.writeString(folder.resolve("summary.csv"), ComparisonCsv.strategies(summary));
      Files.writeString(folder.resolve("searches.csv"), ComparisonCsv.searches(outcomes));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Comparison (%s) cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
    draw(outcomes, folder);
    return summary;
  }

  /** Java's drawing may also meet an error, for example on a machine without any font. */
  private void draw(List<SearchOutcome> outcomes, Path folder) {
    try {
      plot(outcomes).write(folder.resolve("accuracy-time"));
    } catch (Throwable e) {
      LOG.log(
          Level.WARNING,
          "Plot (%s) cannot be drawn: %s. The figures are complete; maybe run the same command again."
              .formatted(
                  folder.resolve("accuracy-time"), e.toString().lines().findFirst().orElse("")));
      LOG.log(Level.DEBUG, "The plot failed.", e);
    }
  }

  private AccuracyTimePlot plot(List<SearchOutcome> outcomes) {
    SequencedMap<String, List<List<Step>>> curves = new LinkedHashMap<>();
    for (String strategy : strategies) {
      curves.put(
          strategy,
          outcomes.stream()
              .filter(outcome -> outcome.strategy().equals(strategy))
              .map(SearchOutcome::curve)
              .toList());
    }
    double end = outcomes.stream().mapToDouble(SearchOutcome::searchSeconds).max().orElse(0);
    Measure measure = experiment.measure();
    return new AccuracyTimePlot(measure.time(), measure.curve().text(), end, curves);
  }
}
