package org.epnas.compare.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.epnas.EpnasConfig;
import org.epnas.policy.predictor.AccuracyPredictor;
import org.epnas.policy.predictor.Observation;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorInput;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularSearch;

/**
 * Trains the predictor of a configuration as a search would, but on architectures that are drawn
 * uniformly, and asks it for others that it never saw. Both groups are trained by a simulated
 * search, so what is observed is paid for. Thread-safe.
 */
public final class PredictorStudy {
  private final TabularBenchmark benchmark;
  private final GenerativeSpace space;
  private final EpnasConfig config;
  private final int heldOut;
  private final List<Integer> samples;
  private final Figure figure;

  /** Which accuracies are learned and asked for. */
  public enum Figure {
    /** Those that a search observes, after the shortest training. */
    OBSERVED("observed accuracies"),
    /**
     * Those that a search is judged by, after the longest training. They are learned with the noise
     * that the table's description gives an observation, and asked for without it. What published
     * predictors are compared by; a search never sees them.
     */
    JUDGED("final accuracies");

    private final String text;

    Figure(String text) {
      this.text = text;
    }

    /** For example {@code observed accuracies}. */
    public String text() {
      return text;
    }
  }

  /**
   * @param config whose predictor is studied; it is fitted after as many trials as an episode of
   *     the configuration trains
   * @param heldOut architectures that are predicted and never trained on, at least 2
   * @param samples numbers of trained architectures after which they are predicted, ascending
   * @param figure that is learned and asked for
   */
  public PredictorStudy(
      TabularBenchmark benchmark,
      EpnasConfig config,
      int heldOut,
      List<Integer> samples,
      Figure figure) {
    this.benchmark = benchmark;
    this.space = generative(benchmark.space());
    this.config = config;
    this.heldOut = heldOut;
    this.samples = List.copyOf(samples);
    this.figure = figure;
  }

  /** What is learned and asked for. */
  Figure figure() {
    return figure;
  }

  private static GenerativeSpace generative(SearchSpace space) {
    if (space instanceof GenerativeSpace generative) {
      return generative;
    }
    throw new IllegalArgumentException(
        "Space (%s) cannot be drawn from uniformly.".formatted(space.getClass().getSimpleName()));
  }

  /** Forecasts of the held-out architectures by the number of trained ones. */
  SequencedMap<Integer, List<Forecast>> run(long seed) {
    List<Architecture> drawn = UniformDraw.of(space, heldOut + samples.getLast(), seed);
    List<Trial> asked = trained(drawn.subList(0, heldOut), seed);
    List<Trial> seen = trained(drawn.subList(heldOut, drawn.size()), seed);
    AccuracyPredictor predictor =
        new AccuracyPredictor(space.vocabulary(), config.predictor(), seed);
    List<Observation> observations = new ArrayList<>();
    SequencedMap<Integer, List<Forecast>> forecasts = new TreeMap<>();
    for (Trial trial : seen) {
      observations.add(new Observation(input(trial), learned(trial, seed)));
      predictor.fit(observations);
      if (samples.contains(observations.size())) {
        forecasts.put(observations.size(), forecasts(predictor, asked));
      }
    }
    return forecasts;
  }

  private List<Trial> trained(List<Architecture> architectures, long seed) {
    TabularSearch search =
        TabularSearch.of(
            context -> new FixedList(architectures, context.epochs()),
            seed,
            Budget.ofTrials(architectures.size()),
            1);
    List<Trial> trials = benchmark.run(search).result().trials();
    if (trials.size() != architectures.size()
        || trials.stream().anyMatch(trial -> trial.completed().isEmpty())) {
      throw new IllegalStateException(
          "Of (%s) architectures only (%s) were trained."
              .formatted(architectures.size(), trials.size()));
    }
    return trials;
  }

  private List<Forecast> forecasts(AccuracyPredictor predictor, List<Trial> asked) {
    List<Prediction> predictions = predictor.predict(asked.stream().map(this::input).toList());
    return IntStream.range(0, asked.size())
        .mapToObj(i -> new Forecast(predictions.get(i), asked(asked.get(i))))
        .toList();
  }

  /** In [0, 1]. */
  private double learned(Trial trial, long seed) {
    return switch (figure) {
      case OBSERVED -> accuracy(trial);
      case JUDGED -> benchmark.noisyTestAccuracy(trial, seed) / 100;
    };
  }

  /** In [0, 1]. */
  private double asked(Trial trial) {
    return switch (figure) {
      case OBSERVED -> accuracy(trial);
      case JUDGED -> benchmark.testAccuracy(trial) / 100;
    };
  }

  private static double accuracy(Trial trial) {
    return trial.completed().orElseThrow().accuracy();
  }

  private PredictorInput input(Trial trial) {
    Architecture architecture = trial.architecture();
    int epochs = trial.proposal().epochs();
    return new PredictorInput(
        architecture,
        space.transformations(architecture).tokens(),
        Cost.of(architecture),
        epochs,
        epochs);
  }
}
