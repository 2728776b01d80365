package org.epnas.kernel.search;

/**
 * An admitted proposal that the strategy has not been told of yet. Confined to the search's thread.
 */
sealed interface Pending permits Candidate, Duplicate {
  /** Whether its outcome is known. */
  boolean ready();
}
