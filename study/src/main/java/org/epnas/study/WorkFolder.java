package org.epnas.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a study works: a folder of the user's, which stays, or a temporary one, which closing
 * removes.
 */
record WorkFolder(Path path, boolean temporary) implements AutoCloseable {
  static WorkFolder of(Optional<Path> own) throws IOException {
    return own.isPresent()
        ? new WorkFolder(own.get(), false)
        : new WorkFolder(Files.createTempDirectory("epnas-study"), true);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      for (Path file : deepestFirst()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
