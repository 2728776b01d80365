package org.epnas.kernel.text;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What lies at a path. {@link Files} says of a file in a folder that may not be entered that it is
 * not there, which sends people looking for it.
 */
public final class Reachable {
  private Reachable() {}

  /**
   * @throws IOException if nobody can tell, for example because a folder above it may not be
   *     entered
   */
  public static boolean exists(Path path) throws IOException {
    return attributes(path).isPresent();
  }

  /**
   * @throws IOException if nobody can tell
   */
  public static boolean isFile(Path path) throws IOException {
    return attributes(path).filter(BasicFileAttributes::isRegularFile).isPresent();
  }

  /**
   * @throws IOException if nobody can tell
   */
  public static boolean isFolder(Path path) throws IOException {
    return attributes(path).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      // A file where a folder should be: nothing can lie there.
      if ("Not a directory".equals(e.getReason())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
