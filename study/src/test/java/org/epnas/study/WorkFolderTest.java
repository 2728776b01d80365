package org.epnas.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A temporary folder goes with all that is in it; the user's own stays. */
class WorkFolderTest {
  @Test
  void aTemporaryFolderIsRemovedWithItsContent() throws IOException {
    WorkFolder folder = WorkFolder.of(Optional.empty());
    Path inside = Files.createDirectories(folder.path().resolve("weights"));
    Files.writeString(inside.resolve("trial-00000.safetensors"), "weights");

    folder.close();

    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void aFolderOfTheUsersStays(@TempDir Path own) throws IOException {
    Files.writeString(own.resolve("run.json"), "{}");

    WorkFolder.of(Optional.of(own)).close();

    assertThat(own.resolve("run.json")).exists();
  }

  @Test
  void aFolderThatIsGoneAlreadyLosesNothing() throws IOException {
    WorkFolder folder = WorkFolder.of(Optional.empty());
    Files.delete(folder.path());

    folder.close();

    assertThat(folder.path()).doesNotExist();
  }
}
