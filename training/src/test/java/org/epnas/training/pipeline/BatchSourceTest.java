package org.epnas.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchSourceTest {
  private static final Normalisation AS_IT_IS = new Normalisation(List.of(0.0), List.of(1.0));

  @Test
  void givesEveryImageOncePerEpochInAnotherOrder() {
    // 10 images, batches of 3: three batches an epoch, one image is left out.
    try (BatchSource source = training(10, Augmentation.NONE, 3, 1, 0)) {
      List<Integer> first = images(source, 3);
      List<Integer> second = images(source, 3);

      assertThat(first).hasSize(9).doesNotHaveDuplicates();
      assertThat(second).hasSize(9).doesNotHaveDuplicates();
      assertThat(second).isNotEqualTo(first);
    }
  }

  @Test
  void takesTheImagesOfTheSubsetWithTheirLabels() {
    Subset subset = new Subset(data(10), new int[] {2, 3, 5, 7});
    try (BatchSource source = BatchSource.training(subset, AS_IT_IS, Augmentation.NONE, 2, 1, 0)) {
      for (int i = 0; i < 10; i++) {
        Batch batch = source.next();
        for (int j = 0; j < batch.size(); j++) {
          int image = (int) batch.images()[64 * j];
          assertThat(image).isIn(2, 3, 5, 7);
          assertThat(batch.labels()[j]).isEqualTo(image % 2);
        }
      }
    }
  }

  @Test
  void dependsOnSeedAndEpochAlone() {
    Augmentation all = new Augmentation(2, true, 3);
    List<float[]> batches = batches(training(32, all, 8, 5, 0), 8);

    assertThat(batches(training(32, all, 8, 5, 0), 8))
        .usingRecursiveComparison()
        .isEqualTo(batches);
    // An epoch has four batches: starting one epoch later leaves out four.
    assertThat(batches(training(32, all, 8, 5, 1), 4))
        .usingRecursiveComparison()
        .isEqualTo(batches.subList(4, 8));
    assertThat(batches(training(32, all, 8, 6, 0), 1).getFirst()).isNotEqualTo(batches.getFirst());
  }

  @Test
  void drawsEveryCropAndFlip() {
    // One pixel at column 4, row 4 of an 8x8 image tells where the image went.
    byte[] pixels = new byte[2 * 64];
    pixels[36] = 1;
    pixels[64 + 36] = 1;
    DataSet data = new DataSet("made", new TensorShape(1, 8, 8), 2, pixels, new int[] {0, 1});
    int[] seen = new int[64];
    Augmentation augmentation = new Augmentation(1, true, 0);
    try (BatchSource source =
        BatchSource.training(Subset.all(data), AS_IT_IS, augmentation, 2, 3, 0)) {
      for (int i = 0; i < 600; i++) {
        Batch batch = source.next();
        for (int p = 0; p < 128; p++) {
          seen[p % 64] += (int) batch.images()[p];
        }
      }
    }

    // Columns 3, 4, 5, mirrored 2, 3, 4; rows 3, 4, 5. Of 1200 images a row of a column that one of
    // the two orientations reaches gets 1200 / 18 = 67, one that both reach twice as many.
    for (int row = 3; row <= 5; row++) {
      assertThat(seen[row * 8 + 2]).isBetween(40, 95);
      assertThat(seen[row * 8 + 3]).isBetween(95, 175);
      assertThat(seen[row * 8 + 4]).isBetween(95, 175);
      assertThat(seen[row * 8 + 5]).isBetween(40, 95);
    }
    assertThat(Arrays.stream(seen).sum()).isEqualTo(1200);
  }

  @Test
  void evaluatesEveryImageInOrder() {
    try (BatchSource source = BatchSource.evaluation(Subset.all(data(7)), AS_IT_IS, 3)) {
      List<Integer> sizes = new ArrayList<>();
      List<Integer> images = new ArrayList<>();
      while (source.hasNext()) {
        Batch batch = source.next();
        sizes.add(batch.size());
        IntStream.range(0, batch.size()).forEach(i -> images.add((int) batch.images()[64 * i]));
      }

      assertThat(sizes).containsExactly(3, 3, 1);
      assertThat(images).containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertThatThrownBy(source::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void keepsTheCurrentBatchUntilTheNextCall() throws InterruptedException {
    AtomicLong filled = new AtomicLong();
    try (BatchSource source = BatchSource.started(filler(filled, Long.MAX_VALUE))) {
      Batch batch = source.next();
      while (filled.get() < 2) {
        Thread.sleep(1);
      }
      Thread.sleep(20);

      // The other buffer is full, this one is untouched, and there is no third one.
      assertThat(filled).hasValue(2);
      assertThat(batch.images()).containsExactly(0);
      assertThat(source.next().images()).containsExactly(1);
      assertThat(source.next().images()).containsExactly(2);
    }
  }

  @Test
  void passesFailuresOn() {
    try (BatchSource source = BatchSource.started(filler(new AtomicLong(), 1))) {
      source.next();
      assertThatThrownBy(source::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Preparing batch 1 failed")
          .hasRootCauseMessage("no batch 1");
      assertThatThrownBy(source::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void endsItsThreadWhenClosed() {
    BatchSource source = training(10, Augmentation.NONE, 3, 1, 0);
    source.next();
    source.close();
    source.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("epnas-batches") && thread.isAlive());
  }

  @Test
  void canBeInterruptedWhileItWaits() {
    BatchFiller slow =
        new FixedFiller() {
          @Override
          public int fill(long number, float[] images, int[] labels) {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return 1;
          }
        };
    try (BatchSource source = BatchSource.started(slow)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesABatchLargerThanTheData() {
    assertThatThrownBy(() -> training(10, Augmentation.NONE, 11, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Batch size (11) must be 1 to the number of training images (10).");
  }

  private abstract static class FixedFiller implements BatchFiller {
    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public int imageElements() {
      return 1;
    }

    @Override
    public long batches() {
      return Long.MAX_VALUE;
    }

    @Override
    public DeviceBatches deviceBatches(long first, int count) {
      throw new UnsupportedOperationException();
    }
  }

  /** Writes the batch's number; fails at batch {@code failing}. */
  private static BatchFiller filler(AtomicLong filled, long failing) {
    return new FixedFiller() {
      @Override
      public int fill(long number, float[] images, int[] labels) {
        if (number == failing) {
          throw new IllegalArgumentException("no batch " + number);
        }
        images[0] = number;
        filled.incrementAndGet();
        return 1;
      }
    };
  }

  private static BatchSource training(
      int images, Augmentation augmentation, int batchSize, long seed, long epoch) {
    return BatchSource.training(
        Subset.all(data(images)), AS_IT_IS, augmentation, batchSize, seed, epoch);
  }

  /** Images of 8x8 whose pixels are their number, labels are its parity. */
  private static DataSet data(int images) {
    byte[] pixels = new byte[images * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 64);
    }
    int[] labels = IntStream.range(0, images).map(i -> i % 2).toArray();
    return new DataSet("made", new TensorShape(1, 8, 8), 2, pixels, labels);
  }

  private static List<Integer> images(BatchSource source, int batches) {
    List<Integer> images = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      Batch batch = source.next();
      IntStream.range(0, batch.size()).forEach(j -> images.add((int) batch.images()[64 * j]));
    }
    return images;
  }

  private static List<float[]> batches(BatchSource source, int count) {
    try (source) {
      return IntStream.range(0, count).mapToObj(i -> source.next().images().clone()).toList();
    }
  }
}
