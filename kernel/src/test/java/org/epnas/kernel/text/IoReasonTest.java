package org.epnas.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A message that names a file says why it failed, and not the file again. */
class IoReasonTest {
  private static final Path NAMED = Path.of("runs", "one", "run.json");

  @Test
  void theFileThatTheMessageNamesIsNotNamedAgain() {
    assertThat(IoReason.of(new AccessDeniedException("runs/one/run.json"), NAMED))
        .isEqualTo("access is denied");
    assertThat(IoReason.of(new NoSuchFileException(NAMED.toAbsolutePath().toString()), NAMED))
        .isEqualTo("it is not there");
    assertThat(
            IoReason.of(
                new UncheckedIOException(new AccessDeniedException("runs/one/run.json")), NAMED))
        .isEqualTo("access is denied");
  }

  @Test
  void anotherFileIs() {
    assertThat(IoReason.of(new AccessDeniedException("runs"), NAMED))
        .isEqualTo("access to (runs) is denied");
  }

  @Test
  void theReasonOfTheSystemIsGivenAsItIs() {
    assertThat(IoReason.of(new FileSystemException("a", null, "No space left on device"), NAMED))
        .isEqualTo("No space left on device");
    assertThat(IoReason.of(new IOException("Stream closed"), NAMED)).isEqualTo("Stream closed");
    assertThat(IoReason.of(new IOException(), NAMED)).isEqualTo("IOException");
  }
}
