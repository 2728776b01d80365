package org.epnas.kernel.search;

/**
 * Plug-in point: brings a search space under a name. Found by {@link java.util.ServiceLoader}, so
 * it has a public constructor without parameters, which does no work. Thread-safe.
 */
public interface SpaceProvider {
  /** As written after {@code --space}: lower-case letters, digits, dots and dashes. */
  String name();

  /** One line for people who choose a space. */
  String description();

  /** Makes the space for the images of a search. */
  SearchSpace.Factory factory();
}
