package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that nobody got is no success. */
class StandardOutputTest {
  @TempDir Path folder;

  @Test
  void aFullOutputIsAFailureInOneLine() {
    CommandRun list = run("No space left on device", "list");

    assertThat(list.status()).isEqualTo(1);
    assertThat(list.err())
        .isEqualTo(
            "epnas: Standard output could not be written: No space left on device."
                + " Maybe make room there, or print elsewhere."
                + System.lineSeparator());
  }

  @Test
  void theFolderOfASearchIsNamed() throws IOException {
    Path run = folder.resolve("run");
    CommandRun search =
        run(
            "No space left on device",
            "search",
            "--table",
            SyntheticTable.write(folder.resolve("table.csv")).toString(),
            "--strategy",
            "random",
            "--budget",
            "trials=2",
            "--run",
            run.toString());

    assertThat(search.status()).isEqualTo(1);
    assertThat(search.err()).contains("What finished lies in (" + run + ").");
  }

  @Test
  void aReaderThatWantsNoMoreIsNoFault() {
    CommandRun list = run("Broken pipe", "list");

    assertThat(list.status()).isEqualTo(141);
    assertThat(list.err()).isEmpty();
  }

  /** Runs a command whose standard output cannot be written. */
  private static CommandRun run(String reason, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      System.setOut(StandardOutput.to(new Unwritable(reason)));
      int status = EpnasCommand.run(arguments);
      return new CommandRun(status, "", errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static final class Unwritable extends OutputStream {
    private final String reason;

    Unwritable(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int value) throws IOException {
      throw new IOException(reason);
    }
  }
}
