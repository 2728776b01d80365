package org.epnas.searchspaces.cell;

/**
 * The tokens of a genotype: its filters, its cells per stage, the two inputs of a cell, and then
 * the branches.
 */
record Slots(Genotype genotype) {
  static final int FILTERS = 0;
  static final int CELLS = 1;
  static final int BEFORE_PREVIOUS = 2;
  static final int PREVIOUS = 3;
  static final int FIRST_BRANCH = 4;

  int count() {
    return FIRST_BRANCH + genotype.branches().size();
  }

  boolean isBranch(int token) {
    return token >= FIRST_BRANCH;
  }

  /** Whether a branch can read it. */
  boolean isState(int token) {
    return token >= BEFORE_PREVIOUS;
  }

  Branch branch(int token) {
    return genotype.branches().get(token - FIRST_BRANCH);
  }

  /** What a connection that reads this state has as its source. */
  int source(int token) {
    return isBranch(token) ? branch(token).id() : token - PREVIOUS;
  }

  /** The state that a connection with this source reads. */
  int token(int source) {
    if (source <= Connection.PREVIOUS) {
      return source + PREVIOUS;
    }
    int token = FIRST_BRANCH;
    while (branch(token).id() != source) {
      token++;
    }
    return token;
  }
}
