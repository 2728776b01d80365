package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchStrategy;

/**
 * Passes on what a strategy says about itself, where it says something new. A report that fails is
 * no reason to end a search: it is logged, and the strategy is not asked for another. Confined to
 * the search's thread.
 */
final class StrategyReports {
  private static final Logger LOG = System.getLogger(StrategyReports.class.getName());

  private final SearchStrategy strategy;
  private final Listeners listeners;
  private Map<String, Double> last = Map.of();
  private boolean failed;

  StrategyReports(SearchStrategy strategy, Listeners listeners) {
    this.strategy = strategy;
    this.listeners = listeners;
  }

  void sendNew() {
    if (failed) {
      return;
    }
    try {
      SortedMap<String, Double> report = new TreeMap<>(strategy.report());
      if (!report.equals(last)) {
        last = report;
        listeners.send(new SearchEvent.StrategyReport(report));
      }
    } catch (Throwable e) {
      failed = true;
      LOG.log(
          Level.WARNING,
          "Strategy (%s) gave no report: %s. The search goes on without."
              .formatted(strategy.getClass().getName(), OneLine.of(e)));
    }
  }
}
