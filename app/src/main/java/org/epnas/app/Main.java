package org.epnas.app;

import java.util.Locale;
import org.epnas.app.cli.EpnasCommand;
import org.epnas.app.cli.ShutdownHooks;
import org.epnas.app.cli.StandardOutput;

/** The {@code epnas} program. */
public final class Main {
  private Main() {}

  /** Exits with 0 on success, 1 on a failure, 2 on wrong input, 130 after an interrupt. */
  public static void main(String[] arguments) {
    // Before anything that takes time.
    ShutdownHooks.watch();
    // Numbers look the same everywhere, so that a table can be read by a program, too.
    Locale.setDefault(Locale.ROOT);
    // A plot needs no display; one that DISPLAY names may not be there.
    System.setProperty("java.awt.headless", "true");
    System.setOut(StandardOutput.ofProcess());
    int status = EpnasCommand.FAILURE;
    try {
      status = EpnasCommand.run(arguments);
    } finally {
      // What is thrown is printed by the JVM; it was no interrupt.
      ShutdownHooks.over();
    }
    System.exit(status);
  }
}
