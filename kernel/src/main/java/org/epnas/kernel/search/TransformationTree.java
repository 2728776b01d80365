package org.epnas.kernel.search;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;

/**
 * Everything that one transformation may do to one architecture, as a tree of choices in which
 * every path ends in a valid architecture: an invalid action is never offered. Immutable and
 * thread-safe.
 */
public interface TransformationTree {
  /** The architecture as a sequence, in topological order; never empty. */
  List<Token> tokens();

  /**
   * The next choice after the values chosen so far, or empty when they make a complete action.
   *
   * @param chosen a path from the root of the tree, possibly empty
   */
  Optional<Choice> next(List<Integer> chosen);

  /** The architecture after a complete action. */
  Architecture apply(List<Integer> action);
}
