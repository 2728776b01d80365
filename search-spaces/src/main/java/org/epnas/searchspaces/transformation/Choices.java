package org.epnas.searchspaces.transformation;

import java.util.List;

/** What one kind of transformation offers for one network. */
public interface Choices {
  /** Whether it offers anything; cheaper than {@link #decide}. */
  boolean any();

  /** Its choices; only where there are {@link #any}. */
  Decision decide();

  /**
   * Asks which kind of transformation to make, and goes on with its choices.
   *
   * @param head of the question
   * @param kinds in the order of its values; at least one offers something
   */
  static Decision among(int head, List<Choices> kinds) {
    return Decision.ask(
        head, kinds.size(), kind -> kinds.get(kind).any(), kind -> kinds.get(kind).decide());
  }
}
