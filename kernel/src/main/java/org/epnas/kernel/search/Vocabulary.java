package org.epnas.kernel.search;

import java.util.List;

/**
 * What a policy must know about a search space before it sees an architecture: the features of a
 * token and the kinds of choices.
 *
 * @param features of every token, in the order of {@link Token#values()}
 * @param heads categorical choices; a pointer to a token needs none
 */
public record Vocabulary(List<Category> features, List<Category> heads) {
  /** A named set of {@code size} values, 0 to size - 1. */
  public record Category(String name, int size) {}

  public Vocabulary {
    features = List.copyOf(features);
    heads = List.copyOf(heads);
  }
}
