package org.epnas.searchspaces.transformation;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.epnas.kernel.search.Choice;

/**
 * An inner node. What follows a value is computed when it is first asked for and then kept, so that
 * a tree costs what is visited of it. Thread-safe: two threads may compute the same subtree, one
 * copy stays.
 */
public final class Question implements Decision {
  private final Choice choice;
  private final IntFunction<Decision> then;
  private final AtomicReferenceArray<Decision> answers;

  Question(int head, BitSet valid, IntFunction<Decision> then) {
    this.choice = new Choice(head, valid);
    this.then = then;
    this.answers = new AtomicReferenceArray<>(valid.length());
  }

  Choice choice() {
    return choice;
  }

  Decision answer(int value) {
    if (value < 0 || !choice.valid().get(value)) {
      throw new IllegalArgumentException(
          "Value (%s) is not among the valid ones %s. Choose one that the tree offers."
              .formatted(value, choice.valid()));
    }
    Decision known = answers.get(value);
    if (known != null) {
      return known;
    }
    Decision computed = then.apply(value);
    return answers.compareAndSet(value, null, computed) ? computed : answers.get(value);
  }
}
