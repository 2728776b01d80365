package org.epnas.study.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Trial;

/**
 * How the first epochs of a search's trials went. A mean loss above ln(classes), that of guessing,
 * shows a network whose values grow out of control, or a learning rate that is too high for it.
 *
 * @param trials that were trained for an epoch at least, with weights of their own
 * @param aboveGuessing how many of them had such a loss
 * @param guessing ln(classes), in nats
 * @param highestLoss of all first epochs, in nats
 * @param highestTrial which trial it was
 */
public record FirstEpochs(
    int trials, int aboveGuessing, double guessing, double highestLoss, int highestTrial) {

  /** Empty where no trial was trained, as in a replay from a table. */
  static Optional<FirstEpochs> of(List<Trial> trials) {
    List<Trial> trained = trials.stream().filter(trial -> loss(trial).isPresent()).toList();
    return trained.stream()
        .max(Comparator.comparingDouble(trial -> loss(trial).orElseThrow()))
        .map(highest ->
            new FirstEpochs(
                trained.size(),
                (int) trained.stream().filter(FirstEpochs::aboveGuessing).count(),
                guessing(highest.architecture()),
                loss(highest).orElseThrow(),
                highest.id()));
  }

  /** ln(classes). */
  static double guessing(Architecture architecture) {
    return Math.log(architecture.classes());
  }

  private static boolean aboveGuessing(Trial trial) {
    return loss(trial).orElseThrow() > guessing(trial.architecture());
  }

  private static OptionalDouble loss(Trial trial) {
    return trial
        .completed()
        .map(done -> done.metrics().get(Metric.FIRST_EPOCH_LOSS))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** For example {@code above guessing (2.303) in 3 of 60 trials, highest 727.3 in trial 12}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "above guessing (%.3f) in %d of %d trials, highest %.4g in trial %d",
        guessing,
        aboveGuessing,
        trials,
        highestLoss,
        highestTrial);
  }
}
