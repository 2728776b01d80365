package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Token;

/**
 * What the predictor knows about a training before it happens.
 *
 * @param tokens the architecture as a sequence, not empty
 * @param epochs that it is trained for
 * @param lineageEpochs that its weights will have been trained for in the end, those of the trials
 *     it inherits from included
 */
public record PredictorInput(List<Token> tokens, Cost cost, int epochs, int lineageEpochs) {
  static final int SCALARS = 4;

  public PredictorInput {
    tokens = List.copyOf(tokens);
  }

  /** Each on a logarithmic scale: log parameters, log FLOPs, log epochs, log lineage epochs. */
  double[] scalars() {
    return new double[] {
      Math.log1p(cost.parameters()),
      Math.log1p(cost.flops()),
      Math.log1p(epochs),
      Math.log1p(lineageEpochs)
    };
  }
}
