package org.epnas.searchspaces.layerwise;

/**
 * What a second source does to an inserted layer, in the order of the values of {@link Head#JOIN}.
 */
enum Join {
  /** There is no second source. */
  NONE,
  /** It is added to the layer's output: a skip connection. */
  ADD,
  /** Its channels are appended to the layer's input. */
  CONCATENATE
}
