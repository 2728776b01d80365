package org.epnas.study.config;

import java.util.Optional;

/**
 * The flags of {@code epnas train}.
 *
 * @param data the run's own unless set
 * @param budget a time, or {@code epochs=N}
 * @param batchSize images per training step
 * @param warmStart whether it starts from the weights that the search found
 * @param device where and how the network is trained
 * @param seed of the training
 */
public record TrainConfiguration(
    Optional<String> data,
    String budget,
    int batchSize,
    boolean warmStart,
    DeviceConfiguration device,
    long seed) {
  /**
   * Checks the range.
   *
   * @throws ConfigurationException if a number is out of its range
   */
  public TrainConfiguration {
    FlagRange.atLeast("--batch-size", batchSize, 2);
  }
}
