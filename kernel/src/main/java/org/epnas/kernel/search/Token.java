package org.epnas.kernel.search;

import java.util.List;

/**
 * One layer (or one slot of a cell) as the policy sees it: one quantised value per feature of the
 * vocabulary.
 */
public record Token(List<Integer> values) {
  public Token {
    values = List.copyOf(values);
  }
}
