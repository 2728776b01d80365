package org.epnas.training.trainer;

import org.epnas.training.pipeline.Augmentation;

/**
 * How an architecture is trained to the end.
 *
 * @param batchSize images per step, at least 2
 * @param augmentation chosen once the number of epochs is known
 */
public record FinalSettings(int batchSize, SgdSettings sgd, AugmentationPlan augmentation) {
  public FinalSettings {
    BatchSizes.require(batchSize);
  }

  /** Batches of 64, augmentation that grows with the epochs. */
  public static FinalSettings defaults() {
    int batchSize = 64;
    return new FinalSettings(
        batchSize, SgdSettings.forFinalTraining(batchSize), Augmentation::forTraining);
  }

  public FinalSettings withAugmentation(AugmentationPlan newAugmentation) {
    return new FinalSettings(batchSize, sgd, newAugmentation);
  }

  /** Scales the learning rate along. */
  public FinalSettings withBatchSize(int newBatchSize) {
    return new FinalSettings(newBatchSize, sgd.scaled(batchSize, newBatchSize), augmentation);
  }
}
