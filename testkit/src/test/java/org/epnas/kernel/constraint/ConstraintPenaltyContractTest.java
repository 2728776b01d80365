package org.epnas.kernel.constraint;

import org.epnas.testkit.ConstraintPenaltyContract;

/** The contract holds for the plainest penalty there is. */
final class ConstraintPenaltyContractTest extends ConstraintPenaltyContract {
  @Override
  protected ConstraintPenalty penalty() {
    return (accuracy, uses) ->
        uses.stream()
            .mapToDouble(use -> 1 / (1 + use.penaltyWeight() * use.usage().excess()))
            .reduce(accuracy, (a, b) -> a * b);
  }
}
