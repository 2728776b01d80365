package org.epnas.policy.predictor;

import java.util.List;

/** What a {@link RewardPredictor} is made of. Serves one thread. */
interface Model {
  /**
   * @param observations all of the run, in the order they were made; those of the last fit come
   *     first
   */
  void fit(List<Observation> observations);

  /** One prediction per input; only after a fit. */
  List<Prediction> predict(List<PredictorInput> inputs);
}
