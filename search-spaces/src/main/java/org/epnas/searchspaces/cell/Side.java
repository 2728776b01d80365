package org.epnas.searchspaces.cell;

/** The two connections of a branch, in the order of the values of {@link Head#SIDE}. */
enum Side {
  LEFT,
  RIGHT
}
