package org.epnas.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.text.IoReason;

/**
 * Grey images in four IDX files, as MNIST and Fashion-MNIST come: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte},
 * each plain or with {@code .gz}, in the folder or where torchvision puts them below it.
 */
final class IdxData implements DataFormat {
  static final IdxData INSTANCE = new IdxData();

  private static final String TRAIN = "train";
  private static final String TEST = "t10k";
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";
  private static final String RAW = "raw";

  /** Where the bytes of a named file come from. */
  @FunctionalInterface
  interface Opener {
    InputStream open(String fileName) throws IOException;
  }

  private IdxData() {}

  @Override
  public boolean recognises(Path folder) {
    return Stream.of(TRAIN, TEST)
        .flatMap(part -> Stream.of(part + IMAGES, part + LABELS))
        .anyMatch(name -> find(place(folder), name).isPresent());
  }

  /**
   * The folder itself, or the one below it that torchvision downloads to: {@code raw} or {@code
   * NAME/raw}.
   */
  private static Path place(Path folder) {
    return Stream.concat(Stream.of(folder, folder.resolve(RAW)), below(folder))
        .filter(place -> find(place, TRAIN + IMAGES).isPresent())
        .findFirst()
        .orElse(folder);
  }

  /** Where there is one data set alone. */
  private static Stream<Path> below(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries.map(entry -> entry.resolve(RAW)).filter(Files::isDirectory).toList();
      return found.size() == 1 ? found.stream() : Stream.empty();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  @Override
  public TrainingData read(String name, Path folder, OptionalInt imageSide) {
    DataFormat.refuseResize(imageSide, folder);
    Path place = place(folder);
    DataSet training = part(name + " training part", place, TRAIN, 0);
    DataSet test = part(name + " test part", place, TEST, training.classes());
    return new TrainingData(training, test);
  }

  /**
   * One pair of files.
   *
   * @param classes 0 to take the largest label + 1
   */
  static DataSet part(String name, String imageFile, String labelFile, Opener opener, int classes) {
    IdxFile.Content images = content(imageFile, opener, 3);
    byte[] labels = content(labelFile, opener, 1).values();
    int[] dimensions = images.dimensions();
    if (dimensions[0] != labels.length) {
      throw new DataException(
          "File (%s) has %s images but (%s) has %s labels; both must have as many. Maybe they are of different parts."
              .formatted(imageFile, dimensions[0], labelFile, labels.length));
    }
    int[] values = Labels.of(labels);
    int count = classes > 0 ? classes : Arrays.stream(values).max().orElse(0) + 1;
    for (int i = 0; i < values.length; i++) {
      Labels.requireClass(values[i], count, labelFile, i);
    }
    TensorShape shape = new TensorShape(1, dimensions[1], dimensions[2]);
    return new DataSet(name, shape, count, images.values(), values);
  }

  private static DataSet part(String name, Path folder, String part, int classes) {
    Path images = require(folder, part + IMAGES);
    Path labels = require(folder, part + LABELS);
    return part(
        name,
        images.toString(),
        labels.toString(),
        file -> Files.newInputStream(file.equals(images.toString()) ? images : labels),
        classes);
  }

  private static IdxFile.Content content(String file, Opener opener, int rank) {
    try (InputStream in = opener.open(file)) {
      return IdxFile.read(file, in, rank);
    } catch (IOException e) {
      throw new DataException(
          "File (%s) cannot be opened: %s. Maybe check its permissions."
              .formatted(file, IoReason.of(e, Path.of(file))),
          e);
    }
  }

  private static Path require(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(() ->
            new DataException(
                "Folder (%s) has no file (%s) or (%s.gz), but other files of an IDX data set. Maybe copy the missing file there."
                    .formatted(folder, name, name)));
  }

  /** Some mirrors write a dot before {@code idx}. */
  private static Optional<Path> find(Path folder, String name) {
    String dotted = name.replace("-idx", ".idx");
    return List.of(name, name + ".gz", dotted, dotted + ".gz").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
