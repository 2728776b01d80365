package org.epnas.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.epnas.kernel.text.IoReason;

/** Standard output that remembers why it could not be written, which Java's own forgets. */
public final class StandardOutput extends PrintStream {
  private final Remembering target;

  private StandardOutput(Remembering target) {
    super(target, true, System.out.charset());
    this.target = target;
  }

  /** That of the process. */
  public static StandardOutput ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out));
  }

  static StandardOutput to(OutputStream target) {
    return new StandardOutput(new Remembering(target));
  }

  /** Why what was printed so far is not all there; empty where it is. */
  static Optional<String> problem() {
    if (!System.out.checkError()) {
      return Optional.empty();
    }
    return System.out instanceof StandardOutput own
        ? own.target.problem.or(() -> Optional.of("unknown"))
        : Optional.of("unknown");
  }

  /** Whether the reader wanted no more, as {@code head} does: no fault, and nothing to say. */
  static boolean readerLeft(String problem) {
    return problem.startsWith("Broken pipe");
  }

  private static final class Remembering extends FilterOutputStream {
    private Optional<String> problem = Optional.empty();

    Remembering(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        problem = Optional.of(IoReason.of(e));
        throw e;
      }
    }
  }
}
