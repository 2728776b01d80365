package org.epnas.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.DeviceImages;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.junit.jupiter.api.Test;

/** A device that follows what it is told makes the images that the processor makes. */
class DeviceBatchesTest {
  private static final TensorShape SHAPE = new TensorShape(2, 5, 6);
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(100.0, 50.0), List.of(30.0, 60.0));
  private static final Augmentation AUGMENTATION = new Augmentation(2, true, 2);
  private static final long SEED = 9;

  /** Eleven images, three batches of three in an epoch: seven batches reach into a third one. */
  @Test
  void trainingBatchesAreTheSameOverSeveralEpochs() {
    try (BatchSource processor = training();
        BatchSource device = training()) {
      assertSame(processor, device.nextForDevice(2));
      assertSame(processor, device.nextForDevice(5));
    }
  }

  @Test
  void evaluationBatchesAreTheSameTheLastOneSmaller() {
    Subset some = new Subset(data(), new int[] {1, 4, 5, 8, 9});
    try (BatchSource processor = BatchSource.evaluation(some, NORMALISATION, 3);
        BatchSource device = BatchSource.evaluation(some, NORMALISATION, 3)) {
      assertThat(device.remaining()).isEqualTo(2);
      DeviceBatches batches = device.nextForDevice(2);

      assertThat(batches.ranges()).extracting(BatchRange::size).containsExactly(3, 2);
      assertThat(batches.imageCount()).isEqualTo(5);
      assertSame(processor, batches);
      assertThat(device.hasNext()).isFalse();
    }
  }

  @Test
  void aSourceIsUsedInOneWay() {
    try (BatchSource first = training();
        BatchSource second = training()) {
      first.nextForDevice(1);
      assertThatThrownBy(first::next).isInstanceOf(IllegalStateException.class);
      second.next();
      assertThatThrownBy(() -> second.nextForDevice(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static BatchSource training() {
    return BatchSource.training(Subset.all(data()), NORMALISATION, AUGMENTATION, 3, SEED, 4);
  }

  private static DataSet data() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[11 * Math.toIntExact(SHAPE.elements())];
    random.nextBytes(pixels);
    int[] labels = random.ints(11, 0, 4).toArray();
    return new DataSet("made", SHAPE, 4, pixels, labels);
  }

  private static void assertSame(BatchSource processor, DeviceBatches batches) {
    int elements = Math.toIntExact(SHAPE.elements());
    for (BatchRange range : batches.ranges()) {
      Batch expected = processor.next();
      assertThat(range.size()).isEqualTo(expected.size());
      for (int i = 0; i < range.size(); i++) {
        int image = batches.order()[range.first() + i];
        assertThat(batches.images().labels()[image]).isEqualTo(expected.labels()[i]);
        assertThat(make(batches.images(), image, range.epoch()))
            .isEqualTo(Arrays.copyOfRange(expected.images(), i * elements, (i + 1) * elements));
      }
    }
  }

  /** One image, value by value as {@link DeviceImages} says. */
  private static float[] make(DeviceImages images, int image, long epoch) {
    RandomStream random = RandomStream.of(images.seed(), Purpose.AUGMENTATION, image, epoch);
    long bits = random.nextLong();
    long centre = random.nextLong();
    int padding = images.cropPadding();
    int dx = below(bits, 2 * padding + 1) - padding;
    int dy = below(bits >>> 16, 2 * padding + 1) - padding;
    boolean flip = images.flip() && ((bits >>> 32) & 1) == 1;
    int left = below(centre, SHAPE.width()) - images.cutout() / 2;
    int top = below(centre >>> 16, SHAPE.height()) - images.cutout() / 2;
    float[] made = new float[Math.toIntExact(SHAPE.elements())];
    for (int i = 0; i < made.length; i++) {
      int x = i % SHAPE.width();
      int y = i / SHAPE.width() % SHAPE.height();
      int c = i / SHAPE.width() / SHAPE.height();
      int fromX = (flip ? SHAPE.width() - 1 - x : x) + dx;
      int fromY = y + dy;
      boolean inside = fromX >= 0 && fromX < SHAPE.width() && fromY >= 0 && fromY < SHAPE.height();
      boolean cut =
          x >= left && x < left + images.cutout() && y >= top && y < top + images.cutout();
      int pixel = ((image * SHAPE.channels() + c) * SHAPE.height() + fromY) * SHAPE.width() + fromX;
      made[i] = inside && !cut ? images.table()[256 * c + (images.pixels()[pixel] & 0xff)] : 0;
    }
    return made;
  }

  private static int below(long bits, int bound) {
    return (int) (((bits & 0xffff) * bound) >>> 16);
  }
}
