package org.epnas.training.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The data set that lies in this module's resources. */
final class BundledData {
  private static final String FOLDER = "fashion-mnist/";
  private static final int CLASSES = 10;
  private static final double TEST_SHARE = 0.1;

  /** Not the run's seed: the test images must stay the same over all runs. */
  private static final long TEST_SPLIT_SEED = 0;

  private BundledData() {}

  /**
   * The 10,000 images of Fashion-MNIST's test split, of every class 900 to train and 100 to test.
   */
  static TrainingData fashionMnist10k(String name) {
    DataSet all =
        IdxData.part(
            name,
            FOLDER + "t10k-images-idx3-ubyte.gz",
            FOLDER + "t10k-labels-idx1-ubyte.gz",
            BundledData::open,
            CLASSES);
    StratifiedSplit split = StratifiedSplit.of(all, TEST_SHARE, TEST_SPLIT_SEED);
    return new TrainingData(
            split.kept().copy(name + " training part"), split.held().copy(name + " test part"))
        .withClassNames(KnownData.FASHION_MNIST_CLASSES);
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = BundledData.class.getResourceAsStream(file);
    if (in == null) {
      throw new FileNotFoundException("it is missing in the program's own archive");
    }
    return in;
  }
}
