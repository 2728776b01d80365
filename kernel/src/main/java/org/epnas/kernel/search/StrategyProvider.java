package org.epnas.kernel.search;

/**
 * Plug-in point: brings a search strategy under a name. Found by {@link java.util.ServiceLoader},
 * so it has a public constructor without parameters, which does no work. Thread-safe.
 */
public interface StrategyProvider {
  /** As written after {@code --strategy}: lower-case letters, digits, dots and dashes. */
  String name();

  /** One line for people who choose a strategy. */
  String description();

  /** Makes the strategy anew for each search. */
  SearchStrategy.Factory factory();
}
