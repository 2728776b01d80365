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
 * @param hangLimit how long a trial may give no sign of life, for example {@code 10m}; {@code none}
 *     waits for ever
 * @param inherit whether candidates start from their parents' weights
 * @param isolate whether each worker trains in a process of its own
 */
public record TrialConfiguration(
    int epochs,
    int batchSize,
    int workers,
    Optional<String> trialTime,
    String hangLimit,
    boolean inherit,
    boolean isolate) {
  /** Steps between two signs of life take seconds, a large network's first one perhaps a minute. */
  public static final String USUAL_HANG_LIMIT = "10m";

  /** What the command line does without flags. */
  public static final TrialConfiguration DEFAULT =
      new TrialConfiguration(1, 32, 1, Optional.empty(), USUAL_HANG_LIMIT, true, false);

  private static final String NONE = "none";

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
    return new TrialConfiguration(
        newEpochs, batchSize, workers, trialTime, hangLimit, inherit, isolate);
  }

  /** With another batch size. */
  public TrialConfiguration withBatchSize(int newBatchSize) {
    return new TrialConfiguration(
        epochs, newBatchSize, workers, trialTime, hangLimit, inherit, isolate);
  }

  /** With another number of workers. */
  public TrialConfiguration withWorkers(int newWorkers) {
    return new TrialConfiguration(
        epochs, batchSize, newWorkers, trialTime, hangLimit, inherit, isolate);
  }

  /** With a time limit of one trial. */
  public TrialConfiguration withTrialTime(String newTime) {
    return new TrialConfiguration(
        epochs, batchSize, workers, Optional.of(newTime), hangLimit, inherit, isolate);
  }

  /** With another limit of silence. */
  public TrialConfiguration withHangLimit(String newLimit) {
    return new TrialConfiguration(
        epochs, batchSize, workers, trialTime, newLimit, inherit, isolate);
  }

  /** With each worker in a process of its own. */
  public TrialConfiguration isolated() {
    return new TrialConfiguration(epochs, batchSize, workers, trialTime, hangLimit, inherit, true);
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
    return trialTime.map(text -> time("--trial-time", text, "90s or 5m"));
  }

  /**
   * How long a trial may give no sign of life.
   *
   * @throws ConfigurationException if it is neither a time nor {@code none}
   */
  public Optional<Duration> silenceLimit() {
    return hangLimit.equals(NONE)
        ? Optional.empty()
        : Optional.of(time("--hang-limit", hangLimit, "10m or none"));
  }

  private static Duration time(String flag, String text, String examples) {
    try {
      return Budget.parse(text).time().orElseThrow(() -> notATime(flag, text, examples));
    } catch (IllegalArgumentException e) {
      throw notATime(flag, text, examples);
    }
  }

  private static ConfigurationException notATime(String flag, String text, String examples) {
    return new ConfigurationException(
        "Flag (%s) is (%s) but must be a time. Maybe write %s.".formatted(flag, text, examples));
  }

  /** The flags as people read them: those of two comparable searches are equal. */
  public SequencedMap<String, String> flags() {
    SequencedMap<String, String> flags = new LinkedHashMap<>();
    flags.put("--epochs", Integer.toString(epochs));
    flags.put("--batch-size", Integer.toString(batchSize));
    flags.put("--workers", Integer.toString(workers));
    flags.put("--trial-time", trialTime.orElse(NONE));
    flags.put("--hang-limit", hangLimit);
    flags.put("--inherit", Boolean.toString(inherit));
    flags.put("--isolate", Boolean.toString(isolate));
    return flags;
  }
}
