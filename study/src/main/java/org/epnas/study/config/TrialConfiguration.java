package org.epnas.study.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.kernel.search.Budget;
import org.epnas.training.trainer.TrialSettings;

/**
 * How each candidate of a search is trained; the components are flags.
 *
 * @param epochs of a candidate's first, short training
 * @param batchSize images per training step
 * @param workers trials at the same time on one device
 * @param trialTime time limit of one trial, for example {@code 5m}
 * @param inherit whether candidates start from their parents' weights
 */
public record TrialConfiguration(
    int epochs, int batchSize, int workers, Optional<String> trialTime, boolean inherit) {
  /** What the command line does without flags. */
  public static final TrialConfiguration DEFAULT =
      new TrialConfiguration(1, 32, 1, Optional.empty(), true);

  /**
   * Checks the ranges.
   *
   * @throws ConfigurationException if a number is out of its range
   */
  public TrialConfiguration {
    FlagRange.atLeast("--epochs", epochs, 1);
    FlagRange.atLeast("--batch-size", batchSize, 2);
    FlagRange.atLeast("--workers", workers, 1);
  }

  /** With another number of first epochs. */
  public TrialConfiguration withEpochs(int newEpochs) {
    return new TrialConfiguration(newEpochs, batchSize, workers, trialTime, inherit);
  }

  /** With another batch size. */
  public TrialConfiguration withBatchSize(int newBatchSize) {
    return new TrialConfiguration(epochs, newBatchSize, workers, trialTime, inherit);
  }

  /** With another number of workers. */
  public TrialConfiguration withWorkers(int newWorkers) {
    return new TrialConfiguration(epochs, batchSize, newWorkers, trialTime, inherit);
  }

  /** With a time limit of one trial. */
  public TrialConfiguration withTrialTime(String newTime) {
    return new TrialConfiguration(epochs, batchSize, workers, Optional.of(newTime), inherit);
  }

  /** What the trainer is told. */
  public TrialSettings settings() {
    return TrialSettings.defaults().withBatchSize(batchSize).withInheritance(inherit);
  }

  /**
   * The time limit of one trial.
   *
   * @throws ConfigurationException if it is no time
   */
  public Optional<Duration> timeLimit() {
    return trialTime.map(TrialConfiguration::time);
  }

  private static Duration time(String text) {
    try {
      return Budget.parse(text).time().orElseThrow(() -> notATime(text));
    } catch (IllegalArgumentException e) {
      throw notATime(text);
    }
  }

  private static ConfigurationException notATime(String text) {
    return new ConfigurationException(
        "Flag (--trial-time) is (%s) but must be a time. Maybe write 90s or 5m.".formatted(text));
  }

  /** The flags as people read them: those of two comparable searches are equal. */
  public SequencedMap<String, String> flags() {
    SequencedMap<String, String> flags = new LinkedHashMap<>();
    flags.put("--epochs", Integer.toString(epochs));
    flags.put("--batch-size", Integer.toString(batchSize));
    flags.put("--workers", Integer.toString(workers));
    flags.put("--trial-time", trialTime.orElse("none"));
    flags.put("--inherit", Boolean.toString(inherit));
    return flags;
  }
}
