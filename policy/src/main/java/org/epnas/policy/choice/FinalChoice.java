package org.epnas.policy.choice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.AccuracyPredictor;
import org.epnas.policy.predictor.History;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.predictor.PredictorInput;

/**
 * Chooses the network that a search is to end with, by a rule that is the same for every strategy
 * and sees nothing but that search's own trials.
 *
 * <ul>
 *   <li>It will be trained at least {@link #MUCH_LONGER} times as long as in the search: the
 *       largest network, in FLOPs, among those whose posterior mean lies within one standard
 *       deviation of the observation noise of the best one's. Differences below the noise say
 *       nothing about the long training, and there the larger of two that learn as fast comes out
 *       ahead.
 *   <li>Otherwise the network of the highest accuracy. Where networks were trained several times
 *       anew for the same length, because accuracies are noisy, that of the highest mean of them.
 * </ul>
 *
 * The posterior is that of a Gaussian process that is fitted to the trials of the search ({@link
 * AccuracyPredictor}). Only feasible trials with weights of their own can be chosen.
 */
public final class FinalChoice {
  /** From this ratio of lengths on the short accuracy no longer decides alone. */
  public static final int MUCH_LONGER = 9;

  /** Why a network was chosen. */
  public enum Rule {
    /** Its accuracy is the highest. */
    HIGHEST_ACCURACY("highest accuracy"),
    /** The mean of its repeated trainings is the highest. */
    HIGHEST_MEAN("highest mean of repeated trainings"),
    /** It is the largest of those that the noise does not tell from the best. */
    LARGEST_WITHIN_NOISE("largest within the noise of the best");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    /** For example {@code highest accuracy}. */
    public String text() {
      return text;
    }
  }

  /** The trial of the chosen network, and the rule that chose it. */
  public record Chosen(Trial trial, Rule rule) {}

  private final SearchSpace space;

  public FinalChoice(SearchSpace space) {
    this.space = space;
  }

  /**
   * @param trials of one search
   * @param finalEpochs that the chosen network will be trained for
   * @return empty where no trial is feasible
   */
  public Optional<Chosen> of(Collection<Trial> trials, int finalEpochs) {
    List<Trial> competing = trials.stream().filter(Trial::competes).toList();
    boolean muchLonger =
        competing.stream()
            .allMatch(trial -> finalEpochs >= MUCH_LONGER * trial.proposal().epochs());
    return muchLonger ? largestOfTheBest(trials, competing) : highest(competing);
  }

  /**
   * The length from which on the short accuracies of some trials no longer decide alone.
   *
   * @param trials of one search
   * @return empty where no trial is feasible
   */
  public static OptionalInt muchLongerThan(Collection<Trial> trials) {
    return trials.stream()
        .filter(Trial::competes)
        .mapToInt(trial -> MUCH_LONGER * trial.proposal().epochs())
        .max();
  }

  private Optional<Chosen> largestOfTheBest(Collection<Trial> trials, List<Trial> competing) {
    AccuracyPredictor predictor =
        new AccuracyPredictor(space.vocabulary(), PredictorConfig.DEFAULT, 0);
    History history = new History();
    trials.stream()
        .filter(trial -> trial.proposal().sharing().ownWeights())
        .forEach(trial -> history.add(input(trial), trial));
    predictor.fit(history.observations());
    if (!predictor.ready()) {
      return highest(competing);
    }
    List<Prediction> means = predictor.predict(competing.stream().map(this::input).toList());
    double least =
        means.stream().mapToDouble(Prediction::mean).max().orElse(0) - predictor.noiseDeviation();
    List<Trial> alike = new ArrayList<>();
    for (int i = 0; i < competing.size(); i++) {
      if (means.get(i).mean() >= least) {
        alike.add(competing.get(i));
      }
    }
    return alike.stream()
        .sorted(Ranking.BEST_FIRST)
        .max(Comparator.comparingLong(trial -> trial.cost().flops()))
        .map(trial -> new Chosen(trial, Rule.LARGEST_WITHIN_NOISE));
  }

  private PredictorInput input(Trial trial) {
    int epochs = trial.proposal().epochs();
    return new PredictorInput(
        trial.architecture(),
        space.transformations(trial.architecture()).tokens(),
        trial.cost(),
        epochs,
        epochs);
  }

  /** By the mean of the trials of a network for one length, of which there is mostly one. */
  private static Optional<Chosen> highest(List<Trial> competing) {
    if (competing.stream().noneMatch(trial -> repeated(trial, competing))) {
      return Ranking.best(competing).map(trial -> new Chosen(trial, Rule.HIGHEST_ACCURACY));
    }
    Map<String, List<Trial>> byNetwork = new LinkedHashMap<>();
    competing.stream()
        .filter(trial -> repeated(trial, competing))
        .forEach(
            trial -> byNetwork.computeIfAbsent(trial.hash(), _ -> new ArrayList<>()).add(trial));
    return byNetwork.values().stream()
        .max(Comparator.comparingDouble(FinalChoice::mean))
        .flatMap(Ranking::best)
        .map(trial -> new Chosen(trial, Rule.HIGHEST_MEAN));
  }

  /** Whether a network was trained another time, anew and for the same length. */
  private static boolean repeated(Trial trial, List<Trial> competing) {
    return trial.proposal().parentTrialId().isEmpty()
        && competing.stream()
            .anyMatch(other ->
                other.id() != trial.id()
                    && other.proposal().parentTrialId().isEmpty()
                    && other.hash().equals(trial.hash())
                    && other.proposal().epochs() == trial.proposal().epochs());
  }

  private static double mean(List<Trial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.completed().stream())
        .mapToDouble(Outcome.Completed::accuracy)
        .average()
        .orElse(0);
  }
}
