package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Token;

/**
 * What the predictor knows about a training before it happens.
 *
 * @param architecture what is trained
 * @param tokens the architecture as a sequence, not empty
 * @param epochs that it is trained for
 * @param lineageEpochs that its weights will have been trained for in the end, those of the trials
 *     it inherits from included
 */
public record PredictorInput(
    Architecture architecture, List<Token> tokens, Cost cost, int epochs, int lineageEpochs) {
  public PredictorInput {
    tokens = List.copyOf(tokens);
  }
}
