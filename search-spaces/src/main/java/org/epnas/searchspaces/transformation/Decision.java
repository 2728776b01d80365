package org.epnas.searchspaces.transformation;

import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.epnas.kernel.search.Choice;

/** A node of a {@link DecisionTree}: something to choose, or a complete action. */
public sealed interface Decision permits Question, Action {
  /**
   * Asks for a value. Where only one is valid there is nothing to choose, so it is taken at once
   * and the policy is not bothered.
   *
   * @param head as in {@link Choice}
   * @param size number of values of the head
   * @param valid whether a value leads to a valid architecture; true of at least one
   * @param then the decision after a value; a pure function, called only for valid values
   */
  static Decision ask(int head, int size, IntPredicate valid, IntFunction<Decision> then) {
    BitSet values = new BitSet(size);
    for (int value = 0; value < size; value++) {
      values.set(value, valid.test(value));
    }
    return values.cardinality() == 1
        ? then.apply(values.nextSetBit(0))
        : new Question(head, values, then);
  }

  /** Asks for one of the tokens, as {@link #ask}. */
  static Decision point(int tokens, IntPredicate valid, IntFunction<Decision> then) {
    return ask(Choice.POINTER, tokens, valid, then);
  }
}
