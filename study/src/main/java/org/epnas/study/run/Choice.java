package org.epnas.study.run;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.choice.FinalChoice;
import org.epnas.policy.choice.FinalChoice.Chosen;

/**
 * Which networks a search ends with.
 *
 * @param best what is called the best: the highest accuracy, or the highest mean where networks
 *     were trained anew for the same length
 * @param longTraining what a training of at least {@code longEpochs} is to take instead
 * @param longEpochs from which on short accuracies no longer decide alone
 */
public record Choice(Optional<Chosen> best, Optional<Chosen> longTraining, OptionalInt longEpochs) {

  /**
   * @param trials of one search
   */
  public static Choice of(SearchSpace space, Collection<Trial> trials) {
    FinalChoice rule = new FinalChoice(space);
    OptionalInt longEpochs = FinalChoice.muchLongerThan(trials);
    return new Choice(
        rule.of(trials, 1),
        longEpochs.isPresent() ? rule.of(trials, longEpochs.getAsInt()) : Optional.empty(),
        longEpochs);
  }

  /** As it stands in {@code summary.json}. */
  public Report report() {
    return new Report(
        best.map(one -> one.rule().text()),
        longTraining.map(one -> one.trial().id()),
        longTraining.map(one -> one.rule().text()),
        longEpochs);
  }

  /**
   * The choice in words and numbers of trials.
   *
   * @param rule that chose the best trial of the summary
   * @param longTrial trial whose network a training of {@code longEpochs} or more is to take
   * @param longRule that chose it
   */
  public record Report(
      Optional<String> rule,
      Optional<Integer> longTrial,
      Optional<String> longRule,
      OptionalInt longEpochs) {}
}
