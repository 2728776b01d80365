package org.epnas.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.epnas.study.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Replaces {@code --config FILE} by the flags that the run file stands for. */
public final class RunFileArguments {
  private static final String CONFIG = "--config";

  private RunFileArguments() {}

  /**
   * @param root the program's command line, whose subcommands know the flags
   * @param arguments as typed
   * @throws ConfigurationException if the file is missing, malformed or holds an unknown key
   */
  public static String[] expand(CommandLine root, String... arguments) {
    CommandLine command = arguments.length == 0 ? null : root.getSubcommands().get(arguments[0]);
    Path file = file(arguments);
    if (command == null || file == null) {
      return arguments.clone();
    }
    List<String> expanded = new ArrayList<>(List.of(arguments));
    expanded.addAll(
        1, RunFile.arguments(file, flags(command), repeatable(command), given(command, arguments)));
    return expanded.toArray(String[]::new);
  }

  private static @Nullable Path file(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(CONFIG + "=")) {
        return Path.of(arguments[i].substring(CONFIG.length() + 1));
      }
      if (arguments[i].equals(CONFIG) && i + 1 < arguments.length) {
        return Path.of(arguments[i + 1]);
      }
    }
    return null;
  }

  /** By every name, without dashes, the longest one of the same flag. */
  private static Map<String, String> flags(CommandLine command) {
    Map<String, String> flags = new TreeMap<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp() && !option.longestName().equals(CONFIG)) {
        for (String name : option.names()) {
          flags.put(withoutDashes(name), withoutDashes(option.longestName()));
        }
      }
    }
    return flags;
  }

  /** Flags that take several values, each under its longest name. */
  private static Set<String> repeatable(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(OptionSpec::isMultiValue)
        .map(option -> withoutDashes(option.longestName()))
        .collect(Collectors.toSet());
  }

  private static String withoutDashes(String name) {
    return name.replaceFirst("^--", "");
  }

  /**
   * The flags that the command line sets, each under its longest name: by whatever other name it
   * was typed, or by the one with {@code no-} that sets the opposite.
   */
  private static Set<String> given(CommandLine command, String... arguments) {
    Map<String, OptionSpec> options = new TreeMap<>(command.getCommandSpec().optionsMap());
    options.putAll(command.getCommandSpec().negatedOptionsMap());
    Set<String> given = new TreeSet<>();
    for (String argument : arguments) {
      OptionSpec option = options.get(argument.replaceFirst("(?s)=.*", ""));
      if (option != null) {
        given.add(withoutDashes(option.longestName()));
      }
    }
    return given;
  }
}
