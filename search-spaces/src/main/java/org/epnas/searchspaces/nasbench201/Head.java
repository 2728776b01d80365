package org.epnas.searchspaces.nasbench201;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Decision;

/** The categorical choices of this space, in the order of {@link Vocabulary#heads()}. */
enum Head {
  /** Of an edge. */
  OPERATION;

  private static final EdgeOperation[] OPERATIONS = EdgeOperation.values();

  /** Asks for an operation; those that fulfil the condition are valid. */
  Decision ask(Predicate<EdgeOperation> valid, Function<EdgeOperation, Decision> then) {
    return Decision.ask(
        ordinal(),
        OPERATIONS.length,
        value -> valid.test(OPERATIONS[value]),
        value -> then.apply(OPERATIONS[value]));
  }

  static List<Vocabulary.Category> categories() {
    return List.of(
        new Vocabulary.Category(OPERATION.name().toLowerCase(Locale.ROOT), OPERATIONS.length));
  }
}
