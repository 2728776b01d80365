package org.epnas.kernel.search;

import java.util.BitSet;

/**
 * One choice of a transformation.
 *
 * @param head index into {@link Vocabulary#heads()}, or {@link #POINTER} for a choice among the
 *     tokens of the architecture
 * @param valid the values that lead to a valid architecture, at least one; never changed by whoever
 *     receives it
 */
public record Choice(int head, BitSet valid) {
  /** Head of a choice whose values are positions in the token sequence. */
  public static final int POINTER = -1;

  /**
   * @throws IllegalArgumentException if no value is valid
   */
  public Choice {
    if (valid.isEmpty()) {
      throw new IllegalArgumentException("Choice of head (%s) has no valid value.".formatted(head));
    }
  }

  /** Whether the values are positions in the token sequence instead of a head's values. */
  public boolean pointer() {
    return head == POINTER;
  }
}
