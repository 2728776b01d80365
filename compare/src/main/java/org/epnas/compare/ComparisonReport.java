package org.epnas.compare;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.compare.plot.AccuracyTimePlot;
import org.epnas.compare.plot.RankPlot;
import org.epnas.compare.statistics.Step;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;

/** Writes what a comparison found into its folder: JSON, CSV and the plot. */
public final class ComparisonReport {
  private static final Logger LOG = System.getLogger(ComparisonReport.class.getName());

  private final Experiment experiment;
  private final List<String> strategies;
  private final Comparison comparison;
  private final ResultFiles files = new ResultFiles();

  /**
   * @param strategies of the comparison, the reference first
   */
  public ComparisonReport(Experiment experiment, List<String> strategies, Comparison comparison) {
    this.experiment = experiment;
    this.strategies = List.copyOf(strategies);
    this.comparison = comparison;
  }

  /**
   * Writes {@code summary.json}, {@code summary.csv}, {@code searches.csv} and the plots of what is
   * finished. A file that cannot be written costs nothing but that file, see {@link #unwritten}. A
   * plot that cannot be drawn is a line in the log.
   */
  public ComparisonSummary write(Path folder) {
    List<SearchOutcome> outcomes = comparison.outcomes();
    ComparisonSummary summary =
        ComparisonSummary.of(experiment, strategies, outcomes, comparison.size());
    files.write(folder.resolve("summary.json"), file -> RunFolder.writeJson(file, summary));
    files.write(
        folder.resolve("summary.csv"),
        file -> Files.writeString(file, ComparisonCsv.strategies(summary)));
    files.write(
        folder.resolve("searches.csv"),
        file -> Files.writeString(file, ComparisonCsv.searches(outcomes)));
    draw(file -> plot(outcomes).write(file), folder.resolve("accuracy-time"));
    if (summary.ranks().meanRanks().size() > 1) {
      draw(file -> new RankPlot(summary.ranks()).write(file), folder.resolve("ranks"));
    }
    return summary;
  }

  /** A sentence for each file with figures that could not be written. */
  public List<String> unwritten() {
    return files.unwritten();
  }

  /** Java's drawing may also meet an error, for example on a machine without any font. */
  public static void draw(Drawing drawing, Path file) {
    try {
      drawing.write(file);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, PlotFailure.text(file, e));
      LOG.log(Level.DEBUG, "The plot failed.", e);
      deleteHalf(file);
    }
  }

  /** What a full disk cut off, or what shows an earlier comparison, is no plot of this one. */
  private static void deleteHalf(Path plot) {
    for (String ending : List.of(".png", ".svg")) {
      try {
        Files.deleteIfExists(Path.of(plot + ending));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "Half of a plot stays.", e);
      }
    }
  }

  /** Writes a plot to a file that is given without its ending. */
  @FunctionalInterface
  public interface Drawing {
    void write(Path file) throws IOException;
  }

  private AccuracyTimePlot plot(List<SearchOutcome> outcomes) {
    Measure measure = experiment.measure();
    SequencedMap<String, List<List<Step>>> curves = new LinkedHashMap<>();
    for (String strategy : strategies) {
      curves.put(
          strategy,
          outcomes.stream()
              .filter(outcome -> outcome.strategy().equals(strategy))
              .map(outcome -> curve(outcome, measure.nothing()))
              .toList());
    }
    double end = outcomes.stream().mapToDouble(SearchOutcome::searchSeconds).max().orElse(0);
    return new AccuracyTimePlot(measure.time(), measure.counts(), measure.axis(), end, curves);
  }

  /** A search that found nothing is at the worst all the time. */
  private static List<Step> curve(SearchOutcome outcome, double worst) {
    return outcome.curve().isEmpty() ? List.of(new Step(0, worst)) : outcome.curve();
  }
}
