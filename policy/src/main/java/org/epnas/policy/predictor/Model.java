package org.epnas.policy.predictor;

import java.util.List;

/** What an {@link AccuracyPredictor} is made of. Serves one thread. */
interface Model {
  /**
   * @param observations all of the run, in the order they were made; those of the last fit come
   *     first
   */
  void fit(List<Observation> observations);

  /** One prediction per input; only after a fit. */
  List<Prediction> predict(List<PredictorInput> inputs);

  /** See {@link AccuracyPredictor#believe}. */
  default void believe(PredictorInput input) {}

  /** See {@link AccuracyPredictor#forgetBeliefs}. */
  default void forgetBeliefs() {}

  /** See {@link AccuracyPredictor#noiseDeviation}. */
  default double noiseDeviation() {
    return 0;
  }

  /** Numbers of the observations that it learned from; all unless overridden. */
  List<Integer> held();
}
