package org.epnas.training.trainer;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.pipeline.Augmentation;

/** Chooses how images are varied once the length of a training is known. */
@FunctionalInterface
public interface AugmentationPlan {
  /**
   * @param image shape of the images
   * @param images of the training set
   * @param epochs planned, at least 1
   */
  Augmentation choose(TensorShape image, int images, int epochs);
}
