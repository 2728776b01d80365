package org.epnas.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open what. */
class OwnerOnlyTest {
  @TempDir Path folder;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void filesAndFoldersAreForTheirOwner() throws IOException {
    Path made = OwnerOnly.createDirectories(folder.resolve("a/b"));
    assertThat(permissions(made)).isEqualTo("rwx------");
    assertThat(permissions(OwnerOnly.createDirectory(folder.resolve("c")))).isEqualTo("rwx------");

    Path text = made.resolve("text");
    OwnerOnly.writeString(text, "one\n");
    try (BufferedWriter more =
        OwnerOnly.writer(text, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      more.write("two\n");
    }
    assertThat(text).hasContent("one\ntwo\n");
    assertThat(permissions(text)).isEqualTo("rw-------");

    Path empty = made.resolve("empty");
    OwnerOnly.createFile(empty);
    assertThat(permissions(empty)).isEqualTo("rw-------");
  }

  @Test
  void whatAPersonMadeKeepsItsPermissionsUntilItIsRestricted() throws IOException {
    Path shared = folder.resolve("shared");
    Files.createFile(
        shared, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    OwnerOnly.writeString(shared, "same");
    assertThat(permissions(shared)).isEqualTo("rw-r-----");

    OwnerOnly.restrict(shared);
    assertThat(permissions(shared)).isEqualTo("rw-------");
  }
}
