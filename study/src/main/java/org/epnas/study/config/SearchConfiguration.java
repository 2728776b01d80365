package org.epnas.study.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Precision;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, as it stands in the run record; the components are the flags of {@code
 * epnas search}.
 *
 * @param constraints for example {@code parameters<=1M!}
 * @param budget for example {@code 10m,trials=50}
 * @param epochs of a candidate's first, short training
 * @param workers {@code slots} in the records of earlier versions
 * @param trialTime time limit of one trial, for example {@code 5m}
 */
public record SearchConfiguration(
    String data,
    String space,
    String strategy,
    List<String> constraints,
    String penalty,
    String budget,
    int epochs,
    int batchSize,
    @JsonAlias("slots") int workers,
    @Nullable String trialTime,
    boolean inherit,
    String device,
    Precision precision,
    Pinning pin,
    ExecutionMode mode,
    long seed) {
  /**
   * @throws ConfigurationException if a number is out of its range
   */
  public SearchConfiguration {
    constraints = List.copyOf(constraints);
    FlagRange.atLeast("--epochs", epochs, 1);
    FlagRange.atLeast("--batch-size", batchSize, 2);
    FlagRange.atLeast("--workers", workers, 1);
  }

  /** The same search by another strategy, with another seed. */
  public SearchConfiguration with(String newStrategy, long newSeed) {
    return new SearchConfiguration(
        data,
        space,
        newStrategy,
        constraints,
        penalty,
        budget,
        epochs,
        batchSize,
        workers,
        trialTime,
        inherit,
        device,
        precision,
        pin,
        mode,
        newSeed);
  }

  /** The same search on data under another name, for example with the whole path. */
  public SearchConfiguration withData(String newData) {
    return new SearchConfiguration(
        newData,
        space,
        strategy,
        constraints,
        penalty,
        budget,
        epochs,
        batchSize,
        workers,
        trialTime,
        inherit,
        device,
        precision,
        pin,
        mode,
        seed);
  }
}
