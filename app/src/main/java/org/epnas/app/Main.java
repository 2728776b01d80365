package org.epnas.app;

import java.util.Locale;
import org.epnas.app.cli.EpnasCommand;

/** The {@code epnas} program. */
public final class Main {
  private Main() {}

  /** Exits with 0 on success, 1 on a failure, 2 on wrong input, 130 after an interrupt. */
  public static void main(String[] arguments) {
    // Numbers look the same everywhere, so that a table can be read by a program, too.
    Locale.setDefault(Locale.ROOT);
    System.exit(EpnasCommand.run(arguments));
  }
}
