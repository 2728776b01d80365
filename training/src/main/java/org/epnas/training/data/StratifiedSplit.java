package org.epnas.training.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;

/**
 * A data set in two parts that hold the same share of every class.
 *
 * @param kept the larger part, for training
 * @param held the rest, at least one image of every class
 */
public record StratifiedSplit(Subset kept, Subset held) {
  /** Share that is held out where nothing else is asked for. */
  public static final double DEFAULT_SHARE = 1.0 / 6;

  /**
   * Draws {@code round(share * images)} of every class, but at least one image and never all.
   *
   * @param share held out, in (0, 1)
   * @param seed which draw; the same seed gives the same split everywhere
   * @throws DataException if a class has fewer than two images
   */
  public static StratifiedSplit of(DataSet data, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Share (%s) of images held out must be above 0 and below 1. Maybe use 0.2."
              .formatted(share));
    }
    boolean[] held = new boolean[data.size()];
    for (int label = 0; label < data.classes(); label++) {
      int[] images = imagesOf(data, label);
      int count = (int) Math.round(share * images.length);
      RandomStream.of(seed, Purpose.SPLIT, label, 0).shuffle(images);
      Arrays.stream(images)
          .limit(Math.clamp(count, 1, images.length - 1))
          .forEach(i -> held[i] = true);
    }
    return new StratifiedSplit(select(data, held, false), select(data, held, true));
  }

  private static int[] imagesOf(DataSet data, int label) {
    int[] images = IntStream.range(0, data.size()).filter(i -> data.labels()[i] == label).toArray();
    if (images.length < 2) {
      throw new DataException(
          "Class (%s) of data set (%s) has %s image(s); splitting needs at least 2 of every class. Maybe add images: a search without a test set of its own needs 3 of every class, one each to train, to validate and to test."
              .formatted(data.classNames().get(label), data.name(), images.length));
    }
    return images;
  }

  private static Subset select(DataSet data, boolean[] held, boolean wanted) {
    return new Subset(
        data, IntStream.range(0, data.size()).filter(i -> held[i] == wanted).toArray());
  }
}
