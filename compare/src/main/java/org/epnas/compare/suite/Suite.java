package org.epnas.compare.suite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.epnas.compare.SeedRange;
import org.epnas.study.config.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons from tables, as a YAML file names them.
 *
 * @param strategies of every entry that does not name its own; the first is the reference
 * @param seeds with which figures are reported
 * @param tuningSeeds with which settings were chosen, no seed of which is reported on
 * @param entries each with a folder of its own
 */
public record Suite(
    List<String> strategies, String seeds, String tuningSeeds, List<Entry> entries) {
  /**
   * @throws ConfigurationException if it has no entry, a name twice, or reports on a seed of tuning
   */
  public Suite {
    strategies = List.copyOf(strategies);
    entries = List.copyOf(entries);
    List<String> names = entries.stream().map(Entry::name).toList();
    if (names.isEmpty() || new LinkedHashSet<>(names).size() < names.size()) {
      throw new ConfigurationException(
          "Suite has the entries %s; it needs one at least, each with another name. Maybe rename one."
              .formatted(names));
    }
    SeedRange tuning = SeedRange.parse(tuningSeeds);
    for (Entry entry : entries) {
      SeedRange own = SeedRange.parse(Optional.ofNullable(entry.seeds()).orElse(seeds));
      if (own.first() <= tuning.last() && tuning.first() <= own.last()) {
        throw new ConfigurationException(
            "Entry (%s) reports on the seeds %s-%s, but with %s settings were chosen. Maybe report on 1001-1200."
                .formatted(entry.name(), own.first(), own.last(), tuningSeeds));
      }
    }
  }

  /**
   * One comparison.
   *
   * @param table a name or file, see {@link org.epnas.tabular.TableFiles#find}
   * @param data task of the table; the first unless set
   * @param budget of each search
   * @param workers 1 unless set
   * @param constraints none unless set
   * @param strategies those of the suite unless set
   * @param seeds those of the suite unless set
   * @param marks moments before the end at which the searches are judged too; none unless set
   */
  public record Entry(
      String name,
      String table,
      @Nullable String data,
      String budget,
      @Nullable Integer workers,
      @Nullable List<String> constraints,
      @Nullable List<String> strategies,
      @Nullable String seeds,
      @Nullable List<String> marks) {}

  List<String> strategies(Entry entry) {
    return Optional.ofNullable(entry.strategies()).orElse(strategies);
  }

  SeedRange seeds(Entry entry) {
    return SeedRange.parse(Optional.ofNullable(entry.seeds()).orElse(seeds));
  }

  /** The same with other seeds for every entry, for a smaller run. */
  public Suite withSeeds(String newSeeds) {
    List<Entry> same =
        entries.stream()
            .map(entry ->
                new Entry(
                    entry.name(),
                    entry.table(),
                    entry.data(),
                    entry.budget(),
                    entry.workers(),
                    entry.constraints(),
                    entry.strategies(),
                    null,
                    entry.marks()))
            .toList();
    return new Suite(strategies, newSeeds, tuningSeeds, same);
  }
}
