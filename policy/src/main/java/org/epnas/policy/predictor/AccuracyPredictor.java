package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.search.Vocabulary;

/**
 * Predicts the accuracies of trainings, with its uncertainty, from those that are over. Serves one
 * thread.
 */
public final class AccuracyPredictor {
  private final PredictorConfig config;
  private final Model model;
  private boolean ready;

  /**
   * @param seed the run's seed: the same seed and the same fits give the same predictions
   */
  public AccuracyPredictor(Vocabulary vocabulary, PredictorConfig config, long seed) {
    this.config = config;
    this.model =
        switch (config.kind()) {
          case GRAPH -> new GraphModel();
          case ENSEMBLE -> new EnsembleModel(vocabulary, config, seed);
        };
  }

  /** Whether it has seen enough to predict anything. */
  public boolean ready() {
    return ready;
  }

  /**
   * Learns from everything seen so far; with fewer observations than the configuration wants,
   * nothing happens.
   *
   * @param observations all of the run, in the order they were made; those of the last fit come
   *     first
   */
  public void fit(List<Observation> observations) {
    if (observations.size() >= config.firstFit()) {
      model.fit(observations);
      ready = true;
    }
  }

  /**
   * @return one prediction per input
   * @throws IllegalStateException if it is not {@link #ready}
   */
  public List<Prediction> predict(List<PredictorInput> inputs) {
    if (!ready) {
      throw new IllegalStateException(
          "Predictor has learned nothing yet. Fit it with at least (%s) observations first."
              .formatted(config.firstFit()));
    }
    return model.predict(inputs);
  }

  /**
   * Takes a training to turn out as it is predicted now, until {@link #forgetBeliefs} or the next
   * fit: what is being trained already, or chosen for the same time, should not be chosen again in
   * a slightly other form. No mean changes; deviations near it do.
   */
  public void believe(PredictorInput input) {
    if (ready) {
      model.believe(input);
    }
  }

  public void forgetBeliefs() {
    model.forgetBeliefs();
  }

  /**
   * Standard deviation of what two trainings of equal networks may differ by, as it was fitted; 0
   * where the model does not tell it.
   */
  public double noiseDeviation() {
    return ready ? model.noiseDeviation() : 0;
  }

  /** Numbers of the observations that it learned from, of those of the last fit. */
  public List<Integer> held() {
    return ready ? model.held() : List.of();
  }
}
