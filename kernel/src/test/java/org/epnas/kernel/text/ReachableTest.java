package org.epnas.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is told from what nobody can see. */
class ReachableTest {
  @TempDir Path folder;

  @Test
  void aFileAFolderAndNothingAreToldApart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(Reachable.isFile(file)).isTrue();
    assertThat(Reachable.isFolder(file)).isFalse();
    assertThat(Reachable.isFolder(folder)).isTrue();
    assertThat(Reachable.isFile(folder)).isFalse();
    assertThat(Reachable.exists(folder.resolve("none"))).isFalse();
    assertThat(Reachable.exists(file.resolve("below a file"))).isFalse();
  }

  /** As a folder that may not be entered, which the person who runs all tests may enter. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making a link needs a privilege")
  void aLinkThatLeadsToItselfIsNotCalledMissing() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(Files.exists(loop)).isFalse();
    assertThatThrownBy(() -> Reachable.exists(loop)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Reachable.isFile(loop.resolve("run.json")))
        .isInstanceOf(IOException.class);
  }
}
