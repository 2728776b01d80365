package org.epnas.searchspaces.edit;

import java.util.BitSet;
import java.util.function.IntFunction;

/** A node of a {@link DecisionTree}: something to choose, or a complete action. */
public sealed interface Decision permits Question, Action {
  /**
   * Asks for a value. Where only one is valid there is nothing to choose, so it is taken at once
   * and the policy is not bothered.
   *
   * @param head as in {@link org.epnas.kernel.search.Choice}
   * @param valid at least one value; not changed afterwards
   * @param then the decision after a value; a pure function, called only for valid values
   */
  static Decision ask(int head, BitSet valid, IntFunction<Decision> then) {
    return valid.cardinality() == 1
        ? then.apply(valid.nextSetBit(0))
        : new Question(head, valid, then);
  }
}
