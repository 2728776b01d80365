package org.epnas.searchspaces.cell;

/** The kinds of transformations, in the order of the values of {@link Head#KIND}. */
enum Transformation {
  /** Appends a branch. */
  INSERT,
  /** Removes a branch. */
  REMOVE,
  /** Changes the filters, the cells per stage or the operation of a connection. */
  SCALE,
  /** Changes the source of a connection. */
  REWIRE
}
