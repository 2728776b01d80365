package org.epnas.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.compare.statistics.RankComparison;

/**
 * The figures of a comparison, as in {@code summary.json} and after {@code --json}.
 *
 * @param measure what {@code mean} and the like are: {@code testAccuracyPercent} or {@code
 *     validationAccuracyPercent}
 * @param description of the measure, for people
 * @param reference strategy that the others are tested against
 * @param complete whether every search finished
 * @param settings of every search, by flag
 * @param strategies by name, the reference first
 * @param ranks of the strategies over the seeds with which each has searched: by validation regret
 *     where it is known, else by accuracy; with several objectives by hypervolume
 * @param front what 100 % of the hypervolume is, where searches have several objectives
 */
public record ComparisonSummary(
    String measure,
    String description,
    String reference,
    boolean complete,
    SequencedMap<String, String> settings,
    SequencedMap<String, StrategySummary> strategies,
    RankComparison ranks,
    Optional<String> front) {

  /**
   * @param strategies of the comparison, the reference first
   * @param outcomes of the finished searches
   * @param total number of searches of the comparison
   */
  static ComparisonSummary of(
      Experiment experiment, List<String> strategies, List<SearchOutcome> outcomes, int total) {
    SequencedMap<String, StrategySummary> summaries = new LinkedHashMap<>();
    String reference = strategies.getFirst();
    double worst = experiment.measure().worst();
    for (String strategy : strategies) {
      summaries.put(
          strategy,
          StrategySummary.of(
              of(strategy, outcomes), of(reference, outcomes), worst, experiment.marks()));
    }
    return new ComparisonSummary(
        switch (experiment.measure().accuracy()) {
          case TEST -> "testAccuracyPercent";
          case VALIDATION -> "validationAccuracyPercent";
        },
        experiment.measure().description(),
        reference,
        outcomes.size() == total,
        experiment.settings(),
        Rivals.corrected(summaries),
        Rivals.ranks(strategies, outcomes, worst),
        experiment.measure().front());
  }

  private static List<SearchOutcome> of(String strategy, List<SearchOutcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.strategy().equals(strategy)).toList();
  }
}
