package org.epnas.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A data set known by name, that must be brought by the user or the system.
 *
 * @param title as written after {@code --data}
 * @param description one line for people
 * @param classNames of the classes; empty where the format knows them, or they have none
 * @param trainingSize images of an undamaged copy
 * @param testSize images of an undamaged copy
 * @param wayToGet what to do where it is missing; {@code %s} stands for the folder it belongs into
 */
record KnownData(
    String title,
    String description,
    DataFormat format,
    List<String> classNames,
    int trainingSize,
    int testSize,
    String wayToGet) {

  /** As its authors published them. */
  static final List<String> FASHION_MNIST_CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /** In the order in which they are listed. */
  static final List<KnownData> ALL =
      List.of(
          new KnownData(
              "fashion-mnist",
              "70,000 grey 28x28 images of clothes in 10 classes (Xiao et al. 2017)",
              IdxData.INSTANCE,
              FASHION_MNIST_CLASSES,
              60_000,
              10_000,
              "Maybe install Debian's package dataset-fashion-mnist, or place train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz in (%s)."),
          new KnownData(
              "cifar10",
              "60,000 colour 32x32 images in 10 classes (Krizhevsky 2009)",
              CifarData.CIFAR_10,
              List.of(),
              50_000,
              10_000,
              "Maybe unpack cifar-10-binary.tar.gz from its author's page at the University of Toronto in (%s), so that it holds data_batch_1.bin to data_batch_5.bin and test_batch.bin."),
          new KnownData(
              "cifar100",
              "60,000 colour 32x32 images in 100 classes (Krizhevsky 2009)",
              CifarData.CIFAR_100,
              List.of(),
              50_000,
              10_000,
              "Maybe unpack cifar-100-binary.tar.gz from its author's page at the University of Toronto in (%s), so that it holds train.bin and test.bin."));

  /**
   * Reads it.
   *
   * @throws DataException if it is damaged or not complete
   */
  TrainingData read(Path folder, OptionalInt imageSide) {
    TrainingData data = DataMemory.orTooLarge(title, () -> format.read(title, folder, imageSide));
    requireSize(data.training(), trainingSize, folder);
    requireSize(data.test(), testSize, folder);
    return classNames.isEmpty() ? data : data.withClassNames(classNames);
  }

  /**
   * @param folders where it was looked for, at least one
   */
  DataException missing(List<Path> folders) {
    List<Path> places = folders.stream().map(folder -> folder.resolve(title)).toList();
    Optional<DataException> other =
        places.stream()
            .filter(Files::isDirectory)
            .flatMap(place -> OtherVersion.of(place).stream())
            .findFirst();
    if (other.isPresent()) {
      return other.get();
    }
    return new DataException(
        "Data (%s) was not found in %s. %s"
            .formatted(
                title,
                places.stream().map(Path::toString).collect(Collectors.joining(", ")),
                wayToGet.formatted(places.getFirst())));
  }

  private static void requireSize(DataSet part, int size, Path folder) {
    if (part.size() != size) {
      throw new DataException(
          "Data set (%s) in (%s) has %s images but must have %s. Maybe replace its files, or give the folder instead of the name if this is on purpose."
              .formatted(part.name(), folder, part.size(), size));
    }
  }
}
