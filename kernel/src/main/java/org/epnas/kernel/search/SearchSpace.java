package org.epnas.kernel.search;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;

/** Plug-in point: a set of architectures connected by transformations. Thread-safe. */
public interface SearchSpace {
  /** The small network that a progressive search starts from. */
  Architecture initial();

  Vocabulary vocabulary();

  /** What may be done to an architecture of this space. */
  Adaptation adapt(Architecture architecture);

  /**
   * Makes the space for one task; this is what extension modules contribute under the space's name.
   */
  @FunctionalInterface
  interface Factory {
    /**
     * @param input shape of one image
     * @param classes number of classes, at least 2
     */
    SearchSpace create(TensorShape input, int classes);
  }
}
