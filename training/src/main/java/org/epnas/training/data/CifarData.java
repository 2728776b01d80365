package org.epnas.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;

/**
 * CIFAR's binary version (Krizhevsky 2009): records of the label and 3072 bytes, the red, green and
 * blue planes of 32x32. CIFAR-100 has two label bytes, coarse then fine; the fine one counts.
 */
enum CifarData implements DataFormat {
  CIFAR_10(
      10,
      1,
      IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList(),
      "test_batch.bin",
      "cifar-10-batches-bin"),
  CIFAR_100(100, 2, List.of("train.bin"), "test.bin", "cifar-100-binary");

  private static final TensorShape SHAPE = new TensorShape(3, 32, 32);
  private static final int IMAGE_BYTES = 3 * 32 * 32;

  private final int classes;
  private final int labelBytes;
  private final List<String> trainingFiles;
  private final String testFile;
  private final String archiveFolder;

  CifarData(
      int classes,
      int labelBytes,
      List<String> trainingFiles,
      String testFile,
      String archiveFolder) {
    this.classes = classes;
    this.labelBytes = labelBytes;
    this.trainingFiles = trainingFiles;
    this.testFile = testFile;
    this.archiveFolder = archiveFolder;
  }

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
    List<byte[]> contents = files.stream().map(file -> records(folder.resolve(file))).toList();
    int recordBytes = labelBytes + IMAGE_BYTES;
    int size = contents.stream().mapToInt(content -> content.length / recordBytes).sum();
    byte[] pixels = new byte[Math.multiplyExact(size, IMAGE_BYTES)];
    byte[] labels = new byte[size];
    int image = 0;
    for (byte[] content : contents) {
      for (int at = 0; at < content.length; at += recordBytes, image++) {
        labels[image] = content[at + labelBytes - 1];
        System.arraycopy(content, at + labelBytes, pixels, image * IMAGE_BYTES, IMAGE_BYTES);
      }
    }
    return new DataSet(name, SHAPE, classes, pixels, Labels.of(labels));
  }

  private byte[] records(Path file) {
    int recordBytes = labelBytes + IMAGE_BYTES;
    byte[] content = bytes(file);
    if (content.length == 0 || content.length % recordBytes != 0) {
      throw new DataException(
          "File (%s) has %d bytes; it must be a positive multiple of %d (%d label byte(s) and 32x32x3 pixels). Maybe it was cut short: download it again."
              .formatted(file, content.length, recordBytes, labelBytes));
    }
    for (int at = labelBytes - 1; at < content.length; at += recordBytes) {
      int label = Byte.toUnsignedInt(content[at]);
      Labels.requireClass(label, classes, file.toString(), at / recordBytes);
    }
    return content;
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "Folder (%s) has no file (%s), but other files of a CIFAR data set. Maybe copy the missing file there."
              .formatted(file.getParent(), file.getFileName()));
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException("File (%s) cannot be read (%s).".formatted(file, e.getMessage()), e);
    }
  }
}
