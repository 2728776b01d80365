package org.epnas.training.trainer;

import org.epnas.training.data.StratifiedSplit;
import org.epnas.training.pipeline.Augmentation;

/**
 * How the trials of a search are trained.
 *
 * @param batchSize images per step, at least 2
 * @param validationShare of the training set, in (0, 1); held out of every class
 * @param inheritance whether candidates start from their parents' weights; a promoted trial goes on
 *     from its own in any case
 */
public record TrialSettings(
    int batchSize,
    SgdSettings sgd,
    Augmentation augmentation,
    double validationShare,
    boolean inheritance) {
  public TrialSettings {
    BatchSizes.require(batchSize);
  }

  /**
   * Batches of 32, flips alone, one sixth for validation, with inheritance. In trials of a few
   * epochs the number of steps counts more than the speed of a step, and crops cost more than they
   * give: 2 to 4 points of accuracy after one to three epochs of Fashion-MNIST and CIFAR-10.
   */
  public static TrialSettings defaults() {
    int batchSize = 32;
    return new TrialSettings(
        batchSize,
        SgdSettings.forTrials(batchSize),
        Augmentation.FLIP,
        StratifiedSplit.DEFAULT_SHARE,
        true);
  }

  public TrialSettings withAugmentation(Augmentation newAugmentation) {
    return new TrialSettings(batchSize, sgd, newAugmentation, validationShare, inheritance);
  }

  public TrialSettings withInheritance(boolean newInheritance) {
    return new TrialSettings(batchSize, sgd, augmentation, validationShare, newInheritance);
  }

  /**
   * Scales the learning rate along, which keeps the noise of the gradient at its level (Goyal et
   * al. 2017, arXiv 1706.02677; Smith et al. 2018, arXiv 1711.00489).
   */
  public TrialSettings withBatchSize(int newBatchSize) {
    if (newBatchSize == batchSize) {
      return this;
    }
    return new TrialSettings(
        newBatchSize,
        sgd.scaled(batchSize, newBatchSize),
        augmentation,
        validationShare,
        inheritance);
  }
}
