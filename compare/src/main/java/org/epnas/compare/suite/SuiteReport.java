package org.epnas.compare.suite;

import java.util.SequencedMap;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.statistics.RankComparison;

/**
 * What the comparisons of a suite found, as in {@code suite.json}.
 *
 * @param entries by name, those that were begun
 * @param ranks of the strategies over the finished entries, by mean validation regret
 */
public record SuiteReport(
    Suite suite, SequencedMap<String, ComparisonSummary> entries, RankComparison ranks) {
  /** Whether every search of every entry finished. */
  public boolean complete() {
    return entries.size() == suite.entries().size()
        && entries.values().stream().allMatch(ComparisonSummary::complete);
  }
}
