package org.epnas.searchspaces.layerwise;

/** The kinds of transformations, in the order of the values of {@link Head#KIND}. */
enum Transformation {
  INSERT,
  REMOVE,
  SCALE
}
