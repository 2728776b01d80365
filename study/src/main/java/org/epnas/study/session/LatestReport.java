package org.epnas.study.session;

import java.util.Collections;
import java.util.SortedMap;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;

/** Keeps what a strategy said of itself at last. */
final class LatestReport implements SearchListener {
  private SortedMap<String, Double> values = Collections.emptySortedMap();

  @Override
  public void on(SearchEvent event) {
    if (event instanceof SearchEvent.StrategyReport(SortedMap<String, Double> latest)) {
      values = latest;
    }
  }

  /** By name; nothing where it said nothing. */
  SortedMap<String, Double> values() {
    return values;
  }
}
