package org.epnas.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.epnas.compare.statistics.Holm;
import org.epnas.compare.statistics.RankComparison;

/** What is computed over all strategies of a comparison together. */
final class Rivals {
  private Rivals() {}

  /** Every figure's p-values, corrected for the number of tests against the reference. */
  static SequencedMap<String, StrategySummary> corrected(
      SequencedMap<String, StrategySummary> summaries) {
    List<StrategySummary> all = List.copyOf(summaries.values());
    List<Standing> ends = standings(all.stream().map(StrategySummary::end).toList());
    List<SequencedMap<String, Standing>> marks =
        all.stream()
            .map(one -> (SequencedMap<String, Standing>) new LinkedHashMap<>(one.marks()))
            .toList();
    for (String mark : all.getFirst().marks().sequencedKeySet()) {
      List<Standing> at =
          standings(
              all.stream().map(one -> Objects.requireNonNull(one.marks().get(mark))).toList());
      for (int i = 0; i < at.size(); i++) {
        marks.get(i).put(mark, at.get(i));
      }
    }
    SequencedMap<String, StrategySummary> result = new LinkedHashMap<>();
    summaries.forEach((name, summary) -> {
      int at = result.size();
      result.put(name, summary.with(ends.get(at), marks.get(at)));
    });
    return result;
  }

  private static List<Standing> standings(List<Standing> standings) {
    List<Figure> accuracies = corrected(standings, Standing::accuracy);
    List<Figure> regrets = corrected(standings, Standing::validationRegret);
    List<Figure> areas = corrected(standings, Standing::area);
    List<Figure> finals = corrected(standings, Standing::finalAccuracy);
    return IntStream.range(0, standings.size())
        .mapToObj(i ->
            standings.get(i).with(accuracies.get(i), regrets.get(i), areas.get(i), finals.get(i)))
        .toList();
  }

  private static List<Figure> corrected(List<Standing> standings, Function<Standing, Figure> part) {
    List<Figure> figures = standings.stream().map(part).toList();
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
    return outcome.validationRegret().orElse(-outcome.accuracy().orElse(worst));
  }
}
