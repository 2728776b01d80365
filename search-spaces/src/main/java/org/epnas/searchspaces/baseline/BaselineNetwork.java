package org.epnas.searchspaces.baseline;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;

/**
 * Plug-in point: a fixed network, scaled in width, to be trained by the same trainer as what a
 * search finds. Contributed under its name.
 */
public interface BaselineNetwork {
  /** One line. */
  String description();

  /**
   * @param input shape of one image
   * @param classes number of classes, at least 2
   * @param width factor of the channel counts, 1 for the network as published
   * @throws IllegalArgumentException if the network is not defined for that width
   */
  Architecture create(TensorShape input, int classes, double width);
}
