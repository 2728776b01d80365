package org.epnas.training.plan;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.BackwardStep.Write;

/**
 * Says of one contribution after another, in the order in which they are computed, whether it
 * overwrites the gradient or is added to it.
 */
final class GradientWrites {
  private final IntPredicate needed;

  /** Tensors whose gradient has had its first contribution. */
  private final Set<Integer> written = new HashSet<>();

  /**
   * @param needed whether a tensor's gradient is computed at all
   */
  GradientWrites(IntPredicate needed) {
    this.needed = needed;
  }

  InputGradient next(int tensor) {
    if (!needed.test(tensor)) {
      return new InputGradient(tensor, Write.SKIP);
    }
    return new InputGradient(tensor, written.add(tensor) ? Write.OVERWRITE : Write.ACCUMULATE);
  }
}
