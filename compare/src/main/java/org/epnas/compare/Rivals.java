package org.epnas.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;
import org.epnas.compare.statistics.Holm;
import org.epnas.compare.statistics.RankComparison;

/** What is computed over all strategies of a comparison together. */
final class Rivals {
  private Rivals() {}

  /** Every figure's p-values, corrected for the number of tests against the reference. */
  static SequencedMap<String, StrategySummary> corrected(
      SequencedMap<String, StrategySummary> summaries) {
    List<Figure> accuracies = corrected(summaries, StrategySummary::accuracy);
    List<Figure> regrets = corrected(summaries, StrategySummary::validationRegret);
    List<Figure> hypervolumes = corrected(summaries, StrategySummary::hypervolume);
    List<Figure> areas = corrected(summaries, StrategySummary::area);
    SequencedMap<String, StrategySummary> result = new LinkedHashMap<>();
    summaries.forEach((name, summary) -> {
      int at = result.size();
      result.put(
          name,
          summary.with(accuracies.get(at), regrets.get(at), hypervolumes.get(at), areas.get(at)));
    });
    return result;
  }

  private static List<Figure> corrected(
      SequencedMap<String, StrategySummary> summaries, Function<StrategySummary, Figure> part) {
    List<Figure> figures = summaries.values().stream().map(part).toList();
    List<OptionalDouble> pValues = Holm.correct(figures.stream().map(Figure::pValue).toList());
    List<Figure> corrected = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      corrected.add(figures.get(i).withHolm(pValues.get(i)));
    }
    return corrected;
  }

  /** The strategies by rank, over the seeds with which each of them has searched. */
  static RankComparison ranks(List<String> strategies, List<SearchOutcome> outcomes, double worst) {
    SequencedMap<Long, Map<String, Double>> bySeed = new LinkedHashMap<>();
    for (SearchOutcome outcome : outcomes) {
      bySeed
          .computeIfAbsent(outcome.seed(), _ -> new LinkedHashMap<>())
          .put(outcome.strategy(), loss(outcome, worst));
    }
    return RankComparison.of(
        bySeed.values().stream().filter(seed -> seed.size() == strategies.size()).toList());
  }

  /** What was searched for where it is known, else the accuracy. */
  private static double loss(SearchOutcome outcome, double worst) {
    if (outcome.hypervolume().isPresent()) {
      return -outcome.hypervolume().getAsDouble();
    }
    return outcome.validationRegret().orElse(-outcome.accuracy().orElse(worst));
  }
}
