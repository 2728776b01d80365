package org.epnas.training.pipeline;

import org.epnas.kernel.architecture.TensorShape;

/**
 * How training images are varied. Pixels that come from outside the image or are cut out are 0
 * after normalisation, the training set's mean.
 *
 * @param cropPadding the image is moved by up to so many pixels in each direction; 0 for none
 * @param flip whether every second image, drawn at random, is mirrored left to right; wrong for
 *     digits and letters
 * @param cutout side of the square that is cut out around a random pixel (DeVries and Taylor 2017,
 *     arXiv 1708.04552); 0 for none
 */
public record Augmentation(int cropPadding, boolean flip, int cutout) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false, 0);

  /** Flips alone. */
  public static final Augmentation FLIP = new Augmentation(0, true, 0);

  public Augmentation {
    if (cropPadding < 0 || cropPadding > 64 || cutout < 0) {
      throw new IllegalArgumentException(
          "Augmentation with crop padding (%s) and cutout (%s): the padding must be 0 to 64 and the cutout at least 0 pixels."
              .formatted(cropPadding, cutout));
    }
  }

  /**
   * Random crop with 4 pixels of padding (an eighth of the side for small images) and flip, as in
   * He et al. 2016, section 4.2.
   */
  public static Augmentation standard(TensorShape image) {
    return new Augmentation(Math.min(4, side(image) / 8), true, 0);
  }

  /** Below so many epochs only flips. */
  private static final int FEW_EPOCHS = 8;

  /** From so many epochs, and so many images in all of them, the standard crop. */
  private static final int SOME_EPOCHS = 16;

  private static final long SOME_IMAGES = 400_000;

  /** From so many epochs a cutout too. */
  private static final int MANY_EPOCHS = 50;

  /**
   * As strong as a training can use. The more often an image is seen, the more it must vary; in a
   * few epochs variation only slows learning down. Flips below 8 epochs, half the standard crop
   * below 16 epochs or 400,000 images, the standard crop below 50 epochs, from there on a cutout of
   * a quarter of the side too. Measured: 20 epochs of 9,000 Fashion-MNIST images lose two points of
   * accuracy by the full crop and none by half of it; 19 epochs of 50,000 CIFAR-10 images with half
   * of it end four points better on the training images than on others.
   *
   * @param images of the training set
   * @param epochs planned
   */
  public static Augmentation forTraining(TensorShape image, int images, int epochs) {
    Augmentation standard = standard(image);
    if (epochs < FEW_EPOCHS) {
      return FLIP;
    }
    if (epochs < SOME_EPOCHS || (long) images * epochs < SOME_IMAGES) {
      return new Augmentation(standard.cropPadding / 2, true, 0);
    }
    return epochs < MANY_EPOCHS ? standard : standard.withCutout(side(image) / 4);
  }

  private static int side(TensorShape image) {
    return Math.min(image.height(), image.width());
  }

  public Augmentation withFlip(boolean newFlip) {
    return new Augmentation(cropPadding, newFlip, cutout);
  }

  public Augmentation withCutout(int newCutout) {
    return new Augmentation(cropPadding, flip, newCutout);
  }
}
