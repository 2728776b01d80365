package org.epnas.study.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.trial.FrontMeasure;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * The front of a search with several objectives: the networks of which no other one within the
 * limits is better in an objective without being worse in another.
 *
 * @param objectives by name, the accuracy first
 * @param units by the name of an objective that has one
 * @param reference from which the hypervolume is measured: the accuracy in [0, 1], uses in their
 *     unit
 * @param measuredFrom how the reference was chosen, for people
 * @param hypervolumePercent of the whole
 * @param whole what 100 % is, for people
 * @param knee trial of the front that is nearest to the best values of all
 * @param networks best accuracy first
 * @param history the hypervolume against the time of the search
 */
public record FrontSummary(
    List<String> objectives,
    SequencedMap<String, String> units,
    SequencedMap<String, Double> reference,
    String measuredFrom,
    double hypervolumePercent,
    String whole,
    Optional<Integer> knee,
    List<Network> networks,
    List<FrontMeasure.Step> history) {
  /**
   * A network of the front.
   *
   * @param trial that trained it
   * @param values the accuracy in [0, 1], uses in their unit, by the objectives' names
   */
  public record Network(int trial, SequencedMap<String, Double> values) {}

  /**
   * @param trials of the search
   */
  public static FrontSummary of(
      List<Trial> trials,
      FrontMeasure measure,
      String measuredFrom,
      String whole,
      List<FrontMeasure.Step> history) {
    Objectives objectives = measure.objectives();
    List<Trial> front = Ranking.paretoFront(trials, objectives);
    SequencedMap<String, String> units = new LinkedHashMap<>();
    for (Resource resource : objectives.resources()) {
      if (!resource.descriptor().unit().isEmpty()) {
        units.put(resource.descriptor().name(), resource.descriptor().unit());
      }
    }
    return new FrontSummary(
        objectives.names(),
        units,
        objectives.values(measure.reference()),
        measuredFrom,
        measure.percentOf(trials),
        whole,
        FrontMeasure.knee(front, objectives).map(Trial::id),
        front.stream()
            .map(trial -> new Network(trial.id(), objectives.values(objectives.of(trial))))
            .toList(),
        history);
  }
}
