package org.epnas.policy.predictor;

import java.util.List;

/** What is 0 and what is 1, for the scalars of the inputs and for the reward. */
final class Scale {
  private final Featuriser featuriser;
  private final Standardiser scalars;
  private final Standardiser accuracy;

  /** The scale of what was observed. */
  Scale(Featuriser featuriser, List<Observation> observations) {
    this.featuriser = featuriser;
    scalars =
        Standardiser.of(
            observations.stream().map(seen -> featuriser.scalars(seen.input())).toList());
    accuracy =
        Standardiser.of(observations.stream().map(seen -> new double[] {seen.accuracy()}).toList());
  }

  Sample sample(PredictorInput input) {
    double[] values = featuriser.scalars(input);
    float[] standardised = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      standardised[i] = (float) scalars.apply(i, values[i]);
    }
    return new Sample(input.tokens(), standardised);
  }

  /** What a member is to output for an accuracy. */
  float target(double value) {
    return (float) accuracy.apply(0, value);
  }

  /** The accuracy that an output stands for. */
  double accuracy(float output) {
    return accuracy.invert(0, output);
  }
}
