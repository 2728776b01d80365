package org.epnas.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.StoreAddress;

/**
 * Where a study works: a folder of the user's, which stays, or a temporary one, which closing
 * removes.
 */
record WorkFolder(Path path, boolean temporary) implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkFolder.class.getName());

  static WorkFolder of(Optional<Path> own) throws IOException {
    return own.isPresent()
        ? new WorkFolder(own.get(), false)
        : new WorkFolder(Files.createTempDirectory("epnas-study"), true);
  }

  /** Nobody goes on with what lies in a folder that is removed: a database there is of no use. */
  Optional<StoreAddress> journal(Optional<StoreAddress> asked) {
    return temporary && asked.isEmpty() ? Optional.of(StoreAddress.JOURNAL) : asked;
  }

  /** What cannot be removed stays, with a line in the log: the study's result is worth more. */
  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try {
      for (Path file : deepestFirst()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      warn(IoReason.of(e, path));
    } catch (UncheckedIOException e) {
      warn(IoReason.of(e, path));
    }
  }

  private void warn(String reason) {
    LOG.log(
        Level.WARNING,
        "Temporary folder (%s) cannot be removed: %s. Maybe remove it yourself."
            .formatted(path, reason));
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
