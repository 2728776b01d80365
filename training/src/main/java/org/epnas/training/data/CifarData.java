package org.epnas.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.text.IoReason;

/**
 * CIFAR's binary version (Krizhevsky 2009): records of the label and 3072 bytes, the red, green and
 * blue planes of 32x32. CIFAR-100 has two label bytes, coarse then fine; the fine one counts.
 *
 * @param classNames as published with CIFAR-10; CIFAR-100's classes go by their numbers
 * @param labelBytes in front of each image, of which the last one counts
 * @param archiveFolder folder that the official archive unpacks to
 */
record CifarData(
    List<String> classNames,
    int labelBytes,
    List<String> trainingFiles,
    String testFile,
    String archiveFolder)
    implements DataFormat {
  static final CifarData CIFAR_10 =
      new CifarData(
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          1,
          IntStream.rangeClosed(1, 5).mapToObj(batch -> "data_batch_" + batch + ".bin").toList(),
          "test_batch.bin",
          "cifar-10-batches-bin");

  static final CifarData CIFAR_100 =
      new CifarData(
          IntStream.range(0, 100).mapToObj(Integer::toString).toList(),
          2,
          List.of("train.bin"),
          "test.bin",
          "cifar-100-binary");

  private static final TensorShape SHAPE = new TensorShape(3, 32, 32);
  private static final int IMAGE_BYTES = 3 * 32 * 32;

  @Override
  public boolean recognises(Path folder) {
    return find(folder).isPresent();
  }

  @Override
  public TrainingData read(String name, Path folder, OptionalInt imageSide) {
    DataFormat.refuseResize(imageSide, folder);
    Path found = find(folder).orElseThrow();
    return new TrainingData(
        read(name + " training part", found, trainingFiles),
        read(name + " test part", found, List.of(testFile)));
  }

  /** The folder itself, or the one that the official archive unpacks to. */
  private Optional<Path> find(Path folder) {
    return Stream.of(folder, folder.resolve(archiveFolder))
        .filter(candidate ->
            trainingFiles.stream().anyMatch(file -> Files.isRegularFile(candidate.resolve(file))))
        .findFirst();
  }

  private DataSet read(String name, Path folder, List<String> files) {
    long images = files.stream().mapToLong(file -> size(folder.resolve(file))).sum();
    if (images * IMAGE_BYTES > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "Files %s in (%s) hold %s images; at most 2 GiB fit. Maybe use fewer."
              .formatted(files, folder, images));
    }
    int size = (int) images;
    byte[] pixels = new byte[size * IMAGE_BYTES];
    int[] labels = new int[size];
    int image = 0;
    for (String file : files) {
      byte[] content = bytes(folder.resolve(file));
      for (int at = 0; at < content.length; at += recordBytes(), image++) {
        labels[image] = Byte.toUnsignedInt(content[at + labelBytes - 1]);
        Labels.requireClass(
            labels[image], classNames.size(), folder.resolve(file).toString(), at / recordBytes());
        System.arraycopy(content, at + labelBytes, pixels, image * IMAGE_BYTES, IMAGE_BYTES);
      }
    }
    return new DataSet(name, SHAPE, classNames, pixels, labels);
  }

  private int recordBytes() {
    return labelBytes + IMAGE_BYTES;
  }

  /** Images in a file. */
  private int size(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "Folder (%s) has no file (%s), but other files of a CIFAR data set. Maybe copy the missing file there."
              .formatted(file.getParent(), file.getFileName()));
    }
    long bytes = file.toFile().length();
    if (isPickle(file)) {
      throw new DataException(
          "File (%s) is a Python pickle, not CIFAR's binary version. Maybe fetch the archive whose name ends with -binary.tar.gz and unpack it."
              .formatted(file));
    }
    if (bytes == 0 || bytes % recordBytes() != 0 || bytes > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "File (%s) has %s bytes; it must be a positive multiple of %s (%s label byte(s) and 32x32x3 pixels) below 2 GiB. Maybe it was cut short: download it again."
              .formatted(file, bytes, recordBytes(), labelBytes));
    }
    return (int) (bytes / recordBytes());
  }

  /**
   * A pickle begins with its protocol, 2 to 5, and ends with a full stop. As a label of CIFAR-10,
   * 0x80 would be wrong; as the coarse one of CIFAR-100, too.
   */
  private static boolean isPickle(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(2);
      return first.length == 2 && first[0] == (byte) 0x80 && first[1] >= 2 && first[1] <= 5;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          "File (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }
}
