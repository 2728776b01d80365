package org.epnas.study.config;

import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code epnas train}.
 *
 * @param data null for the run's own
 * @param budget a time, or {@code epochs=N}
 */
public record TrainConfiguration(
    @Nullable String data,
    String budget,
    int batchSize,
    boolean warmStart,
    String device,
    Precision precision,
    Pinning pin,
    ExecutionMode mode,
    long seed) {
  /**
   * @throws ConfigurationException if a number is out of its range
   */
  public TrainConfiguration {
    FlagRange.atLeast("--batch-size", batchSize, 2);
  }
}
