package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;

/** The images of the device's kernel against those of the CPU's pipeline, bit for bit. */
class AugmentationKernelTest {
  private static final int IMAGES = 11;
  private static final int BATCH = 4;
  private static final TensorShape SHAPE = new TensorShape(3, 6, 5);
  private static final long SEED = 0x1234_5678_9abc_def0L;
  private static final DataSet DATA = data();
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(10.0, 20.5, 30.25), List.of(3.0, 7.0, 11.0));

  private static DataSet data() {
    byte[] pixels = new byte[IMAGES * (int) SHAPE.elements()];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 + i / 7);
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 3;
    }
    return new DataSet("ramp", SHAPE, 3, pixels, labels);
  }

  @EachFormatAndExecution
  void givesTheImagesOfTheProcessor(Format format, Execution on) {
    check(format, on, new Augmentation(4, true, 3));
  }

  @EachFormatAndExecution
  void flipsAlone(Format format, Execution on) {
    check(format, on, Augmentation.FLIP);
  }

  @EachFormatAndExecution
  void leavesImagesAsTheyAreForEvaluation(Format format, Execution on) {
    check(format, on, Augmentation.NONE);
  }

  private static void check(Format format, Execution on, Augmentation augmentation) {
    Subset subset = Subset.all(DATA);
    try (BatchSource source =
            BatchSource.training(subset, NORMALISATION, augmentation, BATCH, SEED, 5);
        KernelRun run = TestDevices.start(on)) {
      // Two batches in epoch 5, then the first one of epoch 6.
      checkBatch(run, format, augmentation, source.next(), 5, 0);
      checkBatch(run, format, augmentation, source.next(), 5, BATCH);
      checkBatch(run, format, augmentation, source.next(), 6, 0);
    }
  }

  private static void checkBatch(
      KernelRun run,
      Format format,
      Augmentation augmentation,
      Batch expected,
      long epoch,
      int first) {
    int size = BATCH * (int) SHAPE.elements();
    Array out = format.empty(run, size);
    Array labels = run.empty(BATCH * Integer.BYTES);
    run.launch(
        "augment_" + format.suffix,
        Geometry.blocks(BATCH, 32),
        run.bytes(DATA.pixels()),
        run.ints(DATA.labels()),
        run.ints(order(epoch)),
        run.floats(table()),
        run.ints(first),
        run.longs(epoch),
        out,
        labels,
        SHAPE.channels(),
        SHAPE.height(),
        SHAPE.width(),
        augmentation.cropPadding(),
        augmentation.flip() ? 1 : 0,
        augmentation.cutout(),
        SEED);

    float[] rounded = new float[size];
    for (int i = 0; i < size; i++) {
      rounded[i] = format.rounded(expected.images()[i]);
    }
    assertThat(run.ints(labels)).isEqualTo(expected.labels());
    assertThat(format.values(run, out, SHAPE.channels(), SHAPE.height() * SHAPE.width()))
        .isEqualTo(rounded);
  }

  private static int[] order(long epoch) {
    int[] order = Subset.all(DATA).indices();
    RandomStream.of(SEED, Purpose.SHUFFLE, epoch, 0).shuffle(order);
    return order;
  }

  private static float[] table() {
    float[] table = new float[SHAPE.channels() * 256];
    for (int i = 0; i < table.length; i++) {
      double mean = NORMALISATION.means().get(i / 256);
      table[i] = (float) ((i % 256 - mean) / NORMALISATION.deviations().get(i / 256));
    }
    return table;
  }
}
