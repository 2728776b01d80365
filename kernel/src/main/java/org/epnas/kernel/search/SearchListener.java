package org.epnas.kernel.search;

/**
 * Plug-in point: watches a search, for a progress bar or a dashboard. Called from the thread that
 * runs the search, for the epochs of trials on other threads too, so it must be quick. What it
 * throws is logged and does not end the search.
 */
@FunctionalInterface
public interface SearchListener {
  /** Takes one event; those of one trial come in the order in which they happened. */
  void on(SearchEvent event);
}
