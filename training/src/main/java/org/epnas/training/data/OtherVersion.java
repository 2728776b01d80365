package org.epnas.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders that hold a data set in a form that is not read: CIFAR for Python, whose files are
 * pickles, and archives that nobody has unpacked.
 */
final class OtherVersion {
  private static final List<PythonCifar> PYTHON =
      List.of(
          new PythonCifar(
              "CIFAR-10",
              "cifar-10-batches-py",
              List.of("data_batch_1", "batches.meta"),
              "cifar-10-binary.tar.gz"),
          new PythonCifar(
              "CIFAR-100",
              "cifar-100-python",
              List.of("train", "meta"),
              "cifar-100-binary.tar.gz"));

  private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar", ".zip");

  /**
   * @param archiveFolder that its archive unpacks to
   * @param files that tell it
   * @param wanted archive of the version that is read
   */
  private record PythonCifar(
      String title, String archiveFolder, List<String> files, String wanted) {
    Optional<DataException> in(Path folder) {
      return Stream.of(folder, folder.resolve(archiveFolder))
          .filter(
              place -> files.stream().allMatch(file -> Files.isRegularFile(place.resolve(file))))
          .findFirst()
          .map(place ->
              new DataException(
                  "Folder (%s) holds the Python version of %s, whose files are pickles. Maybe fetch the binary version (%s) from the same page and unpack it."
                      .formatted(place, title, wanted)));
    }
  }

  private OtherVersion() {}

  /** What to do about the folder, if it is one of these. */
  static Optional<DataException> of(Path folder) {
    return PYTHON.stream()
        .flatMap(version -> version.in(folder).stream())
        .findFirst()
        .or(() -> archive(folder));
  }

  /** Only where nothing else is in the folder that could be data. */
  private static Optional<DataException> archive(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.sorted().toList();
      if (all.stream().anyMatch(Files::isDirectory)) {
        return Optional.empty();
      }
      return all.stream()
          .filter(OtherVersion::isArchive)
          .findFirst()
          .map(file ->
              new DataException(
                  "Folder (%s) holds an archive (%s) but no data set. Maybe unpack it there."
                      .formatted(folder, file.getFileName())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ARCHIVES.stream().anyMatch(name::endsWith);
  }
}
