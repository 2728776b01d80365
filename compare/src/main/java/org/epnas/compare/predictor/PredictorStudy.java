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
 * uniformly, and asks it for others that it never saw. Every figure is paid for: both groups are
 * trained by a simulated search. Thread-safe.
 */
public final class PredictorStudy {
  private final TabularBenchmark benchmark;
  private final GenerativeSpace space;
  private final EpnasConfig config;
  private final int heldOut;
  private final List<Integer> samples;

  /**
   * @param config whose predictor is studied; it is fitted after as many trials as an episode of
   *     the configuration trains
   * @param heldOut architectures that are predicted and never trained on, at least 2
   * @param samples numbers of trained architectures after which they are predicted, ascending
   */
  public PredictorStudy(
      TabularBenchmark benchmark, EpnasConfig config, int heldOut, List<Integer> samples) {
    this.benchmark = benchmark;
    this.space = generative(benchmark.space());
    this.config = config;
    this.heldOut = heldOut;
    this.samples = List.copyOf(samples);
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
      observations.add(new Observation(input(trial), accuracy(trial)));
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
        .mapToObj(i -> new Forecast(predictions.get(i), accuracy(asked.get(i))))
        .toList();
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
