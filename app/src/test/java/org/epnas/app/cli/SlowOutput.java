package org.epnas.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The program with a standard output that takes its time, as a slow terminal or network does: what
 * is printed when nothing waits for it any more is lost for certain, not by bad luck.
 */
final class SlowOutput {
  private static final int MILLIS = 1500;

  private SlowOutput() {}

  public static void main(String[] arguments) {
    System.setOut(new PrintStream(new Slow(System.out), true));
    System.exit(EpnasCommand.run(arguments));
  }

  private static final class Slow extends FilterOutputStream {
    Slow(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      out.write(bytes, offset, length);
    }
  }
}
