package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.search.Token;

/**
 * One input as a member of the ensemble sees it.
 *
 * @param scalars standardised
 */
record Sample(List<Token> tokens, float[] scalars) {
  static Sample of(PredictorInput input, Standardiser standardiser) {
    double[] values = input.scalars();
    float[] scalars = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scalars[i] = (float) standardiser.apply(i, values[i]);
    }
    return new Sample(input.tokens(), scalars);
  }
}
