package org.epnas.compare.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.epnas.compare.statistics.SampleSummary;
import org.epnas.kernel.trial.RankCorrelation;

/**
 * How well the predictor orders architectures that it never saw, by the number of those it has
 * seen, and how honest its uncertainty is.
 *
 * @param seeds number of independent runs
 * @param heldOut architectures predicted in each
 * @param figure that is learned and predicted
 * @param bySamples one entry per number of trained architectures, ascending
 */
public record PredictorEvidence(
    int seeds, int heldOut, PredictorStudy.Figure figure, List<Entry> bySamples) {
  private static final int BINS = 5;

  /**
   * @param samples trained architectures
   * @param spearman rank correlation of predicted and real accuracy, over the seeds
   * @param kendall tau-b, likewise
   * @param calibration of the uncertainty, all seeds together
   * @param bins the same by predicted standard deviation, the surest predictions first
   */
  public record Entry(
      int samples, Mean spearman, Mean kendall, Calibration calibration, List<Calibration> bins) {}

  /**
   * @param mean over the seeds in which it is defined
   * @param standardError of the mean; absent below two seeds
   */
  public record Mean(OptionalDouble mean, OptionalDouble standardError) {}

  /** Runs the study once per seed, on all cores. */
  public static PredictorEvidence of(PredictorStudy study, LongStream seeds) {
    List<SequencedMap<Integer, List<Forecast>>> runs =
        seeds.parallel().mapToObj(study::run).toList();
    SequencedMap<Integer, List<List<Forecast>>> bySamples = new TreeMap<>();
    for (var run : runs) {
      run.forEach((samples, forecasts) ->
          bySamples.computeIfAbsent(samples, _ -> new ArrayList<>()).add(forecasts));
    }
    List<Entry> entries = new ArrayList<>();
    bySamples.forEach((samples, forecasts) -> entries.add(entry(samples, forecasts)));
    int heldOut = runs.isEmpty() ? 0 : runs.getFirst().firstEntry().getValue().size();
    return new PredictorEvidence(runs.size(), heldOut, study.figure(), entries);
  }

  private static Entry entry(int samples, List<List<Forecast>> runs) {
    List<Forecast> all = runs.stream().flatMap(List::stream).toList();
    return new Entry(
        samples,
        mean(runs, RankCorrelation::spearman),
        mean(runs, RankCorrelation::kendall),
        Calibration.of(all),
        Calibration.byDeviation(all, BINS));
  }

  private static Mean mean(
      List<List<Forecast>> runs, BiFunction<double[], double[], OptionalDouble> correlation) {
    SampleSummary summary =
        SampleSummary.of(
            runs.stream()
                .flatMapToDouble(run ->
                    correlation
                        .apply(
                            run.stream().mapToDouble(f -> f.prediction().mean()).toArray(),
                            run.stream().mapToDouble(Forecast::observed).toArray())
                        .stream())
                .toArray());
    return new Mean(summary.mean(), summary.standardError());
  }
}
