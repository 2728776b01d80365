package org.epnas.kernel.search;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;

/** Plug-in point: a set of architectures connected by transformations. Thread-safe. */
public interface SearchSpace {
  /** The small network that a progressive search starts from. */
  Architecture initial();

  /** The values that tokens and choices of this space can take. */
  Vocabulary vocabulary();

  /** What may be done to an architecture of this space. */
  TransformationTree transformations(Architecture architecture);

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

    /** One line for people who choose a space; empty unless the factory says more. */
    default String description() {
      return "";
    }

    /** The factory with a line for people who choose a space. */
    static Factory described(String description, Factory factory) {
      return new Factory() {
        @Override
        public SearchSpace create(TensorShape input, int classes) {
          return factory.create(input, classes);
        }

        @Override
        public String description() {
          return description;
        }
      };
    }
  }
}
