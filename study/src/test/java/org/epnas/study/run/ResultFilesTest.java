package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @TempDir Path folder;

  private final ResultFiles files = new ResultFiles();

  @Test
  void aFileThatCannotBeWrittenCostsNoOther() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Path third = folder.resolve("third");
    files.write(first, _ -> full(first));
    files.write(second, file -> Files.writeString(file, "text"));
    files.write(
        third,
        _ -> {
          throw new UncheckedIOException(new IOException("the cable is out"));
        });

    assertThat(second).hasContent("text");
    assertThat(files.unwritten()).hasSize(2);
    assertThat(files.unwritten().getFirst())
        .contains("(" + first + ")", ": No space left on device. Maybe make room");
    assertThat(files.unwritten().getLast()).contains("(" + third + ")", ": the cable is out.");
  }

  @Test
  void aLaterSuccessMakesItWhole() throws IOException {
    Path file = folder.resolve("weights");
    files.write(file, _ -> full(file));
    files.write(file, one -> Files.writeString(one, "weights"));

    assertThat(files.unwritten()).isEmpty();
  }

  private static void full(Path file) throws IOException {
    throw new FileSystemException(file.toString(), null, "No space left on device");
  }
}
