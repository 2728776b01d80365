package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.predictor.Calibration;
import org.epnas.compare.predictor.PredictorEvidence;
import org.epnas.compare.predictor.PredictorReport;

/** The evidence for the predictor as people read it. */
final class PredictorText {
  private PredictorText() {}

  static String of(PredictorReport report, Path folder) {
    PredictorEvidence evidence = report.evidence();
    PredictorEvidence.Entry last = evidence.bySamples().getLast();
    return """
    %s%s
    By predicted standard deviation after %s samples, the surest fifth first:
    %s
    %sResults in %s
    """
        .formatted(
            TextWidth.wrapped("", explanation(evidence)),
            bySamples(evidence),
            last.samples(),
            bins(last),
            report.ablation().map(PredictorText::ablation).orElse(""),
            folder);
  }

  private static String ablation(ComparisonSummary summary) {
    return """
    Ablation: the same budget and seeds, the ranking replaced by a shuffle.
    %s
    """
        .formatted(ComparisonText.tested(summary));
  }

  private static String explanation(PredictorEvidence evidence) {
    return ("Rank correlation of predicted and %s on %s held-out architectures, never trained in the"
            + " run, drawn uniformly; mean +- standard error over %s seeds. Calibration: share of them within 1"
            + " and 2 predicted standard deviations (a Gaussian: 0.683, 0.954), mean deviation and root mean"
            + " square error in shares of 1.")
        .formatted(evidence.figure().text(), evidence.heldOut(), evidence.seeds());
  }

  private static Table bySamples(PredictorEvidence evidence) {
    Table table =
        new Table("samples", "Spearman", "Kendall", "within 1", "within 2", "deviation", "error");
    for (PredictorEvidence.Entry entry : evidence.bySamples()) {
      Calibration calibration = entry.calibration();
      table.row(
          entry.samples(),
          mean(entry.spearman()),
          mean(entry.kendall()),
          fixed(calibration.withinOne(), 3),
          fixed(calibration.withinTwo(), 3),
          fixed(calibration.meanDeviation(), 4),
          fixed(calibration.rootMeanSquareError(), 4));
    }
    return table;
  }

  private static Table bins(PredictorEvidence.Entry entry) {
    Table table = new Table("deviation", "error", "within 1", "within 2", "n");
    for (Calibration bin : entry.bins()) {
      table.row(
          fixed(bin.meanDeviation(), 4),
          fixed(bin.rootMeanSquareError(), 4),
          fixed(bin.withinOne(), 3),
          fixed(bin.withinTwo(), 3),
          bin.n());
    }
    return table;
  }

  private static String mean(PredictorEvidence.Mean mean) {
    if (mean.mean().isEmpty()) {
      return "-";
    }
    String error =
        mean.standardError().isPresent() ? fixed(mean.standardError().getAsDouble(), 3) : "-";
    return fixed(mean.mean().getAsDouble(), 3) + " +- " + error;
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
