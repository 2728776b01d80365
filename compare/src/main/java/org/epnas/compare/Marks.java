package org.epnas.compare;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.session.LoadedTable;
import org.epnas.tabular.TabularBudget;

/** Moments of a replayed search before its end. */
final class Marks {
  private Marks() {}

  /**
   * Readings of the search's clock, in order of time.
   *
   * @param texts each written as a budget, for example {@code 2000s} or {@code queries=50}
   * @throws ConfigurationException if one cannot be read, or is not before the end of the search
   */
  static SequencedMap<String, Double> of(List<String> texts, LoadedTable table, int workers) {
    double end = table.budget().end(workers, Double.POSITIVE_INFINITY);
    SequencedMap<String, Double> marks = new LinkedHashMap<>();
    texts.stream()
        .distinct()
        .map(text -> Map.entry(text.strip(), seconds(text, table, workers, end)))
        .sorted(Comparator.comparingDouble(Map.Entry::getValue))
        .forEach(mark -> marks.put(mark.getKey(), mark.getValue()));
    return marks;
  }

  private static double seconds(String text, LoadedTable table, int workers, double end) {
    TabularBudget mark;
    try {
      mark = table.parseBudget(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("Flag (--marks): %s".formatted(e.getMessage()), e);
    }
    double seconds = mark.end(workers, Double.NaN);
    if (mark.queries() != table.budget().queries() || !(seconds > 0 && seconds < end)) {
      throw new ConfigurationException(
          "Mark (%s) is no moment before the end of a search of (%s). Maybe give a part of that budget."
              .formatted(text, table.budget()));
    }
    return seconds;
  }
}
