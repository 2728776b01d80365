package org.epnas.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.epnas.benchmarks.ceiling.CeilingCommand;
import org.epnas.benchmarks.lab.KernelLabCommand;
import org.epnas.benchmarks.peer.PeersCommand;
import org.epnas.study.config.ConfigurationException;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
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
    Locale.setDefault(Locale.ROOT);
    CommandLine line = new CommandLine(new Benchmarks());
    if (arguments.length == 0 || arguments[0].equals("--help")) {
      list(line);
    } else if (line.getSubcommands().containsKey(arguments[0])) {
      System.exit(execute(line, arguments));
    } else if (!arguments[0].startsWith("-") && !isBenchmark(arguments[0])) {
      System.err.println("benchmarks: " + unknown(arguments[0], line.getSubcommands().keySet()));
      System.exit(CommandLine.ExitCode.USAGE);
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static void list(CommandLine line) {
    line.usage(System.out);
    new Runner(new OptionsBuilder().build()).list();
  }

  /** Whether JMH finds a benchmark for this name, which it takes as a regular expression. */
  static boolean isBenchmark(String name) {
    try {
      return !BenchmarkList.defaultList().find(silent(), List.of(name), List.of()).isEmpty();
    } catch (PatternSyntaxException noExpression) {
      return false;
    }
  }

  static String unknown(String name, Set<String> commands) {
    return "No command and no JMH benchmark is called (%s). Maybe use one of %s, or run ./benchmarks alone, which lists the benchmarks."
        .formatted(name, String.join(", ", commands));
  }

  private static OutputFormat silent() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), VerboseMode.SILENT);
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
