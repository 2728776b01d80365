package org.epnas.app.cli;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/** The program's commands and their flags, as the command line itself knows them. */
public final class CommandModel {
  private CommandModel() {}

  /** Every command under the root. */
  public static Collection<CommandLine> commands() {
    return new CommandLine(new EpnasCommand()).getSubcommands().values();
  }

  /** Every flag of a command, with those that say the opposite. */
  public static Set<String> flags(CommandLine command) {
    Set<String> flags = new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    flags.addAll(command.getCommandSpec().negatedOptionsMap().keySet());
    return flags;
  }

  /** Their names. */
  public static Set<String> names() {
    return new CommandLine(new EpnasCommand()).getSubcommands().keySet();
  }
}
