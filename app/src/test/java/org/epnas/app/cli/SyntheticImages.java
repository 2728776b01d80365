package org.epnas.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes small IDX files of 8 x 8 images: class 0 is bright on the left, class 1 on the right. */
public final class SyntheticImages {
  private static final int SIDE = 8;

  private SyntheticImages() {}

  public static Path write(Path folder, int training, int test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", training, 1);
    write(folder, "t10k", test, 2);
    return folder;
  }

  private static void write(Path folder, String part, int count, long seed) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream imageBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream labelBytes = new ByteArrayOutputStream();
    DataOutputStream images = new DataOutputStream(imageBytes);
    DataOutputStream labels = new DataOutputStream(labelBytes);
    images.writeInt(0x803);
    images.writeInt(count);
    images.writeInt(SIDE);
    images.writeInt(SIDE);
    labels.writeInt(0x801);
    labels.writeInt(count);
    for (int n = 0; n < count; n++) {
      int label = n % 2;
      labels.writeByte(label);
      for (int i = 0; i < SIDE * SIDE; i++) {
        boolean right = i % SIDE >= SIDE / 2;
        images.writeByte(random.nextInt(100) + (right == (label == 1) ? 150 : 0));
      }
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), imageBytes.toByteArray());
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labelBytes.toByteArray());
  }
}
