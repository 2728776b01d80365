package org.epnas.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.text.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * PNG and JPEG files, one folder per class, classes called by their folders' names and numbered in
 * the order of these. With subfolders {@code train} and {@code test} the split is given; otherwise
 * one sixth of every class is held out for the test, always the same images.
 */
final class ImageFolder implements DataFormat {
  static final ImageFolder INSTANCE = new ImageFolder();

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  /** Not the run's seed: the test images must stay the same over all runs. */
  private static final long TEST_SPLIT_SEED = 0;

  private record Labelled(Path file, int label) {}

  private ImageFolder() {}

  @Override
  public boolean recognises(Path folder) {
    return !folders(folder).isEmpty();
  }

  @Override
  public TrainingData read(String name, Path folder, OptionalInt imageSide) {
    List<String> names = folders(folder).stream().map(f -> f.getFileName().toString()).toList();
    if (names.equals(List.of(TRAIN)) || names.equals(List.of(TEST))) {
      throw new DataException(
          "Folder (%s) has a folder (%s) alone. Maybe add the other one of (train) and (test), or put the class folders directly into (%s)."
              .formatted(folder, names.getFirst(), folder));
    }
    if (!names.containsAll(List.of(TRAIN, TEST))) {
      return drawn(name, folder, imageSide);
    }
    if (names.size() > 2) {
      throw new DataException(
          "Folder (%s) has more folders than (train) and (test): %s. Maybe move the others away, or merge them into (train)."
              .formatted(folder, names));
    }
    return given(name, folder.resolve(TRAIN), folder.resolve(TEST), imageSide);
  }

  private static TrainingData drawn(String name, Path folder, OptionalInt imageSide) {
    List<Path> classFolders = classFolders(folder);
    DataSet all = load(name, files(classFolders), names(classFolders), imageSide);
    StratifiedSplit split = StratifiedSplit.of(all, StratifiedSplit.DEFAULT_SHARE, TEST_SPLIT_SEED);
    return new TrainingData(
        split.kept().copy(name + " training part"), split.held().copy(name + " test part"));
  }

  private static TrainingData given(String name, Path train, Path test, OptionalInt imageSide) {
    List<Path> trainFolders = classFolders(train);
    List<Path> testFolders = classFolders(test);
    List<String> classes = names(trainFolders);
    List<String> tested = names(testFolders);
    if (!classes.equals(tested)) {
      throw new DataException(
          "Class folders %s of (%s) differ from %s of (%s); both must have the same names. Maybe one was misspelt, or not copied."
              .formatted(tested, test, classes, train));
    }
    // Read as one, so that both have one shape and one number of channels.
    List<Labelled> files = new ArrayList<>(files(trainFolders));
    int trainingSize = files.size();
    files.addAll(files(testFolders));
    DataSet all = load(name, files, classes, imageSide);
    return new TrainingData(
        range(all, 0, trainingSize).copy(name + " training part"),
        range(all, trainingSize, all.size()).copy(name + " test part"));
  }

  private static Subset range(DataSet data, int from, int to) {
    return new Subset(data, IntStream.range(from, to).toArray());
  }

  /** As listed: not every name that a file system holds comes back from a text. */
  private static List<Path> classFolders(Path folder) {
    List<Path> found = folders(folder);
    if (found.size() < 2) {
      throw new DataException(
          "Folder (%s) has %s class folder(s) %s; telling classes apart needs at least 2. Maybe name the folder in which there is one of images for each class."
              .formatted(folder, found.size(), names(found)));
    }
    return found;
  }

  private static List<String> names(List<Path> folders) {
    return folders.stream().map(folder -> folder.getFileName().toString()).toList();
  }

  private static List<Labelled> files(List<Path> classFolders) {
    List<Labelled> files = new ArrayList<>();
    for (int label = 0; label < classFolders.size(); label++) {
      Path classFolder = classFolders.get(label);
      List<Path> images = visible(classFolder);
      if (images.isEmpty()) {
        throw new DataException(
            "Class folder (%s) has no image. Maybe add PNG or JPEG files, or remove the folder."
                .formatted(classFolder));
      }
      for (Path image : images) {
        if (Files.isDirectory(image) || !ImageFile.recognises(image)) {
          throw new DataException(
              "(%s) is not a file that ends with .png, .jpg or .jpeg. Maybe convert it, or move it out of the class folder."
                  .formatted(image));
        }
        files.add(new Labelled(image, label));
      }
    }
    return files;
  }

  private static DataSet load(
      String name, List<Labelled> files, List<String> classes, OptionalInt imageSide) {
    List<ImageFile.Pixels> images = images(files, imageSide);
    if (images.stream().anyMatch(image -> image.shape().channels() == 3)) {
      images = images.stream().map(ImageFile.Pixels::inColour).toList();
    }
    TensorShape shape = images.getFirst().shape();
    int bytes = Math.toIntExact(shape.elements());
    for (int i = 0; i < images.size(); i++) {
      requireShape(shape, files.getFirst().file(), images.get(i).shape(), files.get(i).file());
    }
    byte[] pixels = new byte[requireFits(name, bytes, files.size())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).pixels(), 0, pixels, i * bytes, bytes);
    }
    int[] labels = files.stream().mapToInt(Labelled::label).toArray();
    return new DataSet(name, shape, classes, pixels, labels);
  }

  /** In the order of the files, decoded in parallel. Bad ones are reported together. */
  private static List<ImageFile.Pixels> images(List<Labelled> files, OptionalInt side) {
    List<Decoded> decoded =
        files.parallelStream().map(labelled -> decoded(labelled.file(), side)).toList();
    List<DataException> failures =
        decoded.stream().map(Decoded::failure).filter(Objects::nonNull).toList();
    if (!failures.isEmpty()) {
      throw failures.size() == 1
          ? failures.getFirst()
          : new DataException(
              "%s It is the first of %s images, of %s, that cannot be used."
                  .formatted(failures.getFirst().getMessage(), failures.size(), files.size()),
              failures.getFirst());
    }
    return decoded.stream().map(Decoded::pixels).map(Objects::requireNonNull).toList();
  }

  /** One of the two is there. */
  private record Decoded(ImageFile.@Nullable Pixels pixels, @Nullable DataException failure) {}

  private static Decoded decoded(Path file, OptionalInt side) {
    try {
      ImageFile.Pixels image = ImageFile.read(file);
      return new Decoded(side.isPresent() ? Resampler.square(image, side.getAsInt()) : image, null);
    } catch (DataException e) {
      return new Decoded(null, e);
    }
  }

  private static int requireFits(String name, int bytes, int images) {
    long total = (long) bytes * images;
    if (total > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "Images of (%s) take %s bytes; at most 2 GiB fit. Maybe use smaller or fewer images."
              .formatted(name, total));
    }
    return (int) total;
  }

  private static void requireShape(TensorShape shape, Path first, TensorShape other, Path file) {
    if (!other.equals(shape)) {
      throw new DataException(
          "Image (%s) is %sx%s (width x height) but (%s) is %sx%s; all must have one size. Maybe crop and resize them all to one before."
              .formatted(
                  file, other.width(), other.height(), first, shape.width(), shape.height()));
    }
  }

  private static List<Path> folders(Path folder) {
    return visible(folder).stream().filter(Files::isDirectory).toList();
  }

  /** Entries by name, hidden ones left out. */
  private static List<Path> visible(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(
          "Folder (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(folder, IoReason.of(e, folder)),
          e);
    }
  }
}
