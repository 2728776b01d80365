package org.epnas.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.epnas.app.config.RunFileArguments;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The root of the command line. */
@Command(
    name = "epnas",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Efficient progressive neural architecture search on the JVM.",
    description = {
      "",
      "Searches for an image classifier that is accurate within your limits (size, FLOPs, compute"
          + " intensity, latency), on this machine, with or without a GPU.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  epnas search                                     the quick start: Fashion-MNIST, three minutes",
      "  epnas search --data cifar10 --constraint 'parameters<=1M!' --budget 60m --run runs/c10",
      "  epnas resume runs/c10                            after Ctrl-C, a kill or a power cut",
      "  epnas train runs/c10 --data cifar10 --budget 40m  train the winner to the end, test it once",
      "  epnas compare --strategies epnas,random --seeds 5 --budget 10m --out runs/five",
      "  epnas show runs/c10                              what came out",
      "  epnas runs                                       which searches run, ended or were cut off",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong input, 130 interrupted (results are kept)."
    },
    subcommands = {
      SearchCommand.class,
      ResumeCommand.class,
      ReplayCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      CompareCommand.class,
      PredictorCommand.class,
      ShowCommand.class,
      RunsCommand.class,
      ListCommand.class,
      DevicesCommand.class,
      DoctorCommand.class,
      GpuSelfTestCommand.class,
      CommandLine.HelpCommand.class
    })
public final class EpnasCommand {
  public static final int FAILURE = 1;
  static final int WRONG_INPUT = 2;
  static final int INTERRUPTED = 130;

  /** What a shell says of a command whose reader left, 128 and the number of SIGPIPE. */
  static final int READER_LEFT = 141;

  EpnasCommand() {}

  /** Runs one command and gives its exit status. */
  public static int run(String... arguments) {
    CommandLine line =
        new CommandLine(new EpnasCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, LocaleAdvice::path)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((problem, given) -> wrongInput(problem))
            .setExecutionExceptionHandler((problem, command, result) -> failure(problem, command));
    TextWidth.given(System.getenv("COLUMNS"))
        .ifPresent(columns -> line.setUsageHelpAutoWidth(false).setUsageHelpWidth(columns));
    try {
      String[] expanded = RunFileArguments.expand(line, arguments);
      return delivered(line, expanded.length == 0 ? usage(line) : line.execute(expanded));
    } catch (ConfigurationException e) {
      return wrongInput(e);
    } catch (OutOfMemoryError e) {
      return outOfMemory(e, kept(commandOfLastRun(line)));
    }
  }

  /** Java's own end would be a stack trace, which says nothing of how much there was. */
  static int outOfMemory(OutOfMemoryError problem, String kept) {
    System.err.printf(
        "epnas: Out of memory (%s): Java may use %s MiB. Maybe give it more (EPNAS_JAVA_OPTS=-Xmx8g), or begin smaller.%s%n",
        oneLine(problem.getMessage()), Runtime.getRuntime().maxMemory() >> 20, kept);
    return FAILURE;
  }

  private static int usage(CommandLine line) {
    line.usage(System.out);
    return WRONG_INPUT;
  }

  private static int wrongInput(Exception problem) {
    String message =
        LocaleAdvice.of(problem)
            .orElseGet(() ->
                problem instanceof ParameterException parameter
                    ? FlagFault.text(parameter)
                    : problem.getMessage());
    System.err.println("epnas: " + oneLine(message));
    return WRONG_INPUT;
  }

  private static int failure(Exception problem, CommandLine command) {
    if (problem instanceof ConfigurationException || LocaleAdvice.of(problem).isPresent()) {
      return wrongInput(problem);
    }
    if (problem instanceof UncheckedIOException io) {
      System.err.printf("epnas: %s.%s%n", fileProblem(io), kept(command));
      return FAILURE;
    }
    System.err.println("epnas: " + StoreAddress.masked(String.valueOf(problem)) + kept(command));
    System.err.print(StoreAddress.masked(trace(problem)));
    return FAILURE;
  }

  private static String trace(Exception problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** Java's message of it begins with the class of the cause unless somebody wrote a better one. */
  private static String fileProblem(UncheckedIOException problem) {
    String message = oneLine(problem.getMessage());
    return message.equals(String.valueOf(problem.getCause()))
        ? "A file could not be read or written: " + IoReason.of(problem)
        : message.replaceFirst("[.]$", "");
  }

  private static String kept(CommandLine command) {
    return command.getCommand() instanceof LeavesResults leaving
        ? leaving.results().map(" What finished lies in (%s)."::formatted).orElse("")
        : "";
  }

  /** A result that nobody got is a failure, whatever the command thought of it. */
  private static int delivered(CommandLine line, int status) {
    Optional<String> problem = StandardOutput.problem();
    if (problem.isEmpty()) {
      return status;
    }
    if (StandardOutput.readerLeft(problem.get())) {
      return status == 0 ? READER_LEFT : status;
    }
    String kept = kept(commandOfLastRun(line));
    System.err.printf(
        "epnas: Standard output could not be written: %s.%s%n",
        problem.get(), kept.isEmpty() ? " Maybe make room there, or print elsewhere." : kept);
    return status == 0 ? FAILURE : status;
  }

  private static CommandLine commandOfLastRun(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().commandLine()
        : line;
  }

  /**
   * Without passwords, and without what would move the cursor or end the line, whatever a broken
   * file held.
   */
  private static String oneLine(@Nullable String message) {
    return message == null
        ? ""
        : StoreAddress.masked(message)
            .lines()
            .map(String::strip)
            .reduce((a, b) -> a + " " + b)
            .orElse("")
            .replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
