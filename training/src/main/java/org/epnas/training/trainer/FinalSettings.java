package org.epnas.training.trainer;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.pipeline.Augmentation;

/**
 * How an architecture is trained to the end.
 *
 * @param batchSize images per step, at least 2
 */
public record FinalSettings(int batchSize, SgdSettings sgd, Augmentation augmentation) {
  public FinalSettings {
    BatchSizes.require(batchSize);
  }

  /** Batches of 128, standard augmentation with a cutout of a quarter of the side. */
  public static FinalSettings defaults(TensorShape image) {
    int batchSize = 128;
    int side = Math.min(image.height(), image.width());
    return new FinalSettings(
        batchSize,
        SgdSettings.forFinalTraining(batchSize),
        Augmentation.standard(image).withCutout(side / 4));
  }

  public FinalSettings withAugmentation(Augmentation newAugmentation) {
    return new FinalSettings(batchSize, sgd, newAugmentation);
  }

  /** Scales the learning rate along. */
  public FinalSettings withBatchSize(int newBatchSize) {
    return new FinalSettings(newBatchSize, sgd.scaled(batchSize, newBatchSize), augmentation);
  }
}
