package org.epnas.kernel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files (0600) and folders (0700) that nobody but their owner can open, from the first moment
 * on. What is there already keeps the permissions that a person gave it. File systems without such
 * permissions make them as they always do.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Opens a file, see {@link FileChannel#open}. */
  public static FileChannel channel(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  /** Writes UTF-8 into a file, which is emptied first unless the options say otherwise. */
  public static BufferedWriter writer(Path file, OpenOption... options) throws IOException {
    return new BufferedWriter(Channels.newWriter(channel(file, written(options)), UTF_8));
  }

  /** Writes a whole file in UTF-8. */
  public static void writeString(Path file, String text) throws IOException {
    try (BufferedWriter writer = writer(file)) {
      writer.write(text);
    }
  }

  /** Takes a file from everybody but its owner that was written by other means. */
  public static void restrict(Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Makes a file that is not there yet. */
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, attributes(file, FILE));
  }

  /** Makes a folder that is not there yet. */
  public static Path createDirectory(Path folder) throws IOException {
    return Files.createDirectory(folder, attributes(folder, FOLDER));
  }

  /** Makes a folder and those around it, where they are not there. */
  public static Path createDirectories(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static OpenOption[] written(OpenOption[] options) {
    return options.length > 0 ? options : new OpenOption[] {CREATE, WRITE, TRUNCATE_EXISTING};
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
