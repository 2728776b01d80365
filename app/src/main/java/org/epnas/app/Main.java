package org.epnas.app;

import org.epnas.app.cli.EpnasCommand;

/** The {@code epnas} program. */
public final class Main {
  private Main() {}

  /** Exits with 0 on success, 1 on a failure, 2 on wrong input, 130 after an interrupt. */
  public static void main(String[] arguments) {
    System.exit(EpnasCommand.run(arguments));
  }
}
