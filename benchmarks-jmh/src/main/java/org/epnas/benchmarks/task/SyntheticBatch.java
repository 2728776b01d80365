package org.epnas.benchmarks.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.WeightInitializer;

/**
 * Images from N(0, 1), as normalised ones are, with labels at random.
 *
 * @param images (N, C, H, W) f32
 * @param labels class of each image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SyntheticBatch(float[] images, int[] labels) {
  /** Batches for a program, the same for the same source. */
  public static List<SyntheticBatch> list(
      WeightInitializer source, Program program, int batchSize, int count) {
    return IntStream.range(0, count)
        .mapToObj(batch -> of(source.stream("batch " + batch), program, batchSize))
        .toList();
  }

  private static SyntheticBatch of(RandomGenerator random, Program program, int batchSize) {
    float[] images = new float[Math.toIntExact(batchSize * program.input().elements())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(batchSize, 0, program.classes()).toArray();
    return new SyntheticBatch(images, labels);
  }
}
