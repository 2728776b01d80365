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
    if (batchSize < 2) {
      throw new ConfigurationException(
          "Flag (--batch-size) is (%d) but must be at least 2. Maybe leave it out: it has a default."
              .formatted(batchSize));
    }
  }
}
