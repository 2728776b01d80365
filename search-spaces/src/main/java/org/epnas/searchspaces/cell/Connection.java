package org.epnas.searchspaces.cell;

/**
 * One of the two inputs of a branch.
 *
 * @param source {@link #PREVIOUS}, {@link #BEFORE_PREVIOUS} or the id of an earlier branch
 * @param operation applied to it
 */
record Connection(int source, CellOperation operation) {
  /** The output of the previous cell, or of the stem. */
  static final int PREVIOUS = 0;

  /** The output of the cell before the previous one, or of the stem. */
  static final int BEFORE_PREVIOUS = -1;

  /** Whether it reads an input of the cell, not another branch. */
  boolean readsCellInput() {
    return source <= PREVIOUS;
  }

  Connection withSource(int newSource) {
    return new Connection(newSource, operation);
  }

  Connection withOperation(CellOperation newOperation) {
    return new Connection(source, newOperation);
  }
}
