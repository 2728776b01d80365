package org.epnas.training.selftest;

import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.data.DataSet;
import org.epnas.training.weights.WeightInitializer;

/**
 * Random bytes with random labels: what a device computes on them takes as long as on real ones.
 */
public final class SyntheticImages {
  private SyntheticImages() {}

  /** The same images for the same arguments. */
  public static DataSet of(TensorShape shape, int classes, int count) {
    RandomGenerator random = new WeightInitializer(count).stream("synthetic images");
    byte[] pixels = new byte[Math.toIntExact(count * shape.elements())];
    random.nextBytes(pixels);
    return new DataSet(
        "synthetic", shape, classes, pixels, random.ints(count, 0, classes).toArray());
  }
}
