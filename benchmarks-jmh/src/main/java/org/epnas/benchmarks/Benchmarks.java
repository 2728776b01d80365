package org.epnas.benchmarks;

import java.io.IOException;
import org.epnas.benchmarks.ceiling.CeilingCommand;
import org.epnas.benchmarks.lab.KernelLabCommand;
import org.epnas.benchmarks.peer.PeersCommand;
import org.epnas.study.config.ConfigurationException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./benchmarks}: comparisons of its own, and everything else is JMH's. */
@Command(
    name = "./benchmarks",
    subcommands = {PeersCommand.class, CeilingCommand.class, KernelLabCommand.class},
    description = "Measures EPNAS on this machine.",
    footer = {
      "",
      "  NAME [JMH OPTIONS]   the JMH benchmarks whose name contains NAME; -h lists the options",
      ""
    })
public final class Benchmarks {
  Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    CommandLine line = new CommandLine(new Benchmarks());
    if (arguments.length == 0) {
      list(line);
    } else if (line.getSubcommands().containsKey(arguments[0])) {
      System.exit(execute(line, arguments));
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static void list(CommandLine line) {
    line.usage(System.out);
    new Runner(new OptionsBuilder().build()).list();
  }

  private static int execute(CommandLine line, String[] arguments) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((problem, command, result) -> {
          System.err.println("benchmarks: " + problem.getMessage());
          if (problem instanceof ConfigurationException) {
            return CommandLine.ExitCode.USAGE;
          }
          problem.printStackTrace(System.err);
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }
}
