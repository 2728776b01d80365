package com.example;

import java.util.Random;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.data.DataSet;

/** Images of 8x8 pixels for tests: noise, and one of three rows is brighter, which is the class. */
final class Images {
  private static final int[] ROWS = {1, 3, 6};
  private static final int PIXELS = 64;

  private Images() {}

  static DataSet bands(int size) {
    Random random = new Random(2);
    byte[] pixels = new byte[size * PIXELS];
    int[] labels = new int[size];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / PIXELS;
      labels[image] = image % ROWS.length;
      boolean bright = i % PIXELS / 8 == ROWS[labels[image]];
      pixels[i] = (byte) (random.nextInt(120) + (bright ? 100 : 0));
    }
    return new DataSet("bands", new TensorShape(1, 8, 8), ROWS.length, pixels, labels);
  }
}
