package org.epnas.training.trainer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.TrainingData;
import org.epnas.training.reference.ReferenceBackend;

/** A task that a tiny network learns in seconds: which of three rows of an 8x8 image is bright. */
public final class Bands {
  public static final TensorShape SHAPE = new TensorShape(1, 8, 8);
  public static final int CLASSES = 3;
  public static final TrainingData DATA =
      new TrainingData(images("training", 360), images("test", 60));
  public static final ExecutionSettings EXECUTION =
      new ExecutionSettings(
          ReferenceBackend.DEVICE, Precision.FP32, 1, ExecutionMode.REPRODUCIBLE, 11);

  public static final TrialSettings SETTINGS = TrialSettings.defaults().withBatchSize(20);

  private Bands() {}

  /** A convolution that sees three rows, and a classifier on all pixels. */
  public static Architecture network(int channels) {
    ArchitectureBuilder builder = new ArchitectureBuilder(SHAPE, CLASSES);
    builder.add(
        "stem",
        new Operation.Convolution(channels, 3, 2, 1, 1, Activation.RELU),
        Architecture.INPUT);
    builder.add("classifier", new Operation.Dense(CLASSES), "stem");
    return builder.build();
  }

  /** Noise of 0 to 119; one row, 1, 3 or 6, is brighter by 100. */
  private static DataSet images(String name, int size) {
    RandomGenerator random = RandomStream.of(2, Purpose.SPLIT, size, 0);
    byte[] pixels = new byte[size * 64];
    int[] labels = new int[size];
    int[] rows = {1, 3, 6};
    for (int i = 0; i < pixels.length; i++) {
      int image = i / 64;
      labels[image] = image % CLASSES;
      boolean bright = i % 64 / 8 == rows[labels[image]];
      pixels[i] = (byte) (random.nextInt(120) + (bright ? 100 : 0));
    }
    return new DataSet(name, SHAPE, List.of("high", "middle", "low"), pixels, labels);
  }
}
