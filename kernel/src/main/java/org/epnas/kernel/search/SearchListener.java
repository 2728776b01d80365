package org.epnas.kernel.search;

/**
 * Plug-in point: watches a search, for a progress bar or a dashboard. Called from the thread that
 * runs the search, so it must be quick. What it throws is logged and does not end the search.
 */
@FunctionalInterface
public interface SearchListener {
  void on(SearchEvent event);
}
