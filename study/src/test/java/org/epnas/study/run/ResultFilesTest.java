package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

  @Test
  void onAFullDiskWhatIsWorthLessGivesWay() throws IOException {
    Deque<String> weights =
        new ArrayDeque<>(List.of("weights of trial 3", "weights of trial 1", "weights of trial 2"));
    ResultFiles tight = new ResultFiles(_ -> 100);
    tight.makeRoom(() -> Optional.ofNullable(weights.poll()));
    Path summary = folder.resolve("summary");
    // Two of them have to go before there is room.
    tight.write(
        summary,
        file -> {
          if (weights.size() > 1) {
            full(file);
          }
          Files.writeString(file, "0.9");
        });

    assertThat(summary).hasContent("0.9");
    assertThat(weights).containsExactly("weights of trial 2");
    assertThat(tight.unwritten())
        .containsExactly(
            "No space was left for the results, so these were deleted: weights of trial 3, weights of trial 1."
                + " Maybe make room there before the next run.");
  }

  @Test
  void whenNothingIsLeftToGiveUpTheFileIsNotWritten() {
    ResultFiles tight = new ResultFiles(_ -> 100);
    tight.makeRoom(Optional::empty);
    tight.write(folder.resolve("summary"), ResultFilesTest::full);

    assertThat(tight.unwritten()).hasSize(1);
  }

  /** Where there is room, another fault is to blame, which nothing that is given up would mend. */
  @Test
  void onADiskWithRoomNothingIsGivenUp() {
    ResultFiles wide = new ResultFiles(_ -> 1L << 40);
    wide.makeRoom(() -> {
      throw new AssertionError("asked for room");
    });
    wide.write(folder.resolve("summary"), ResultFilesTest::full);

    assertThat(wide.unwritten()).hasSize(1);
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsNotAFullDisk() {
    ResultFiles tight = new ResultFiles(_ -> 100);
    tight.makeRoom(() -> {
      throw new AssertionError("asked for room");
    });
    Path summary = folder.resolve("summary");
    tight.write(
        summary,
        file -> {
          throw new AccessDeniedException(file.toString());
        });

    assertThat(tight.unwritten().getFirst())
        .startsWith("File (%s) could not be written: access is denied.".formatted(summary));
  }

  private static void full(Path file) throws IOException {
    throw new FileSystemException(file.toString(), null, "No space left on device");
  }
}
