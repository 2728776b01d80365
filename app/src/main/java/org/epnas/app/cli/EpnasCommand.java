package org.epnas.app.cli;

import java.nio.file.Path;
import org.epnas.app.config.RunFileArguments;
import org.epnas.study.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

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
      "  epnas train runs/c10 --data cifar10 --budget 40m  train the winner to the end, test it once",
      "  epnas compare --strategies epnas,random --seeds 5 --budget 10m --out runs/five",
      "  epnas show runs/c10                              what came out",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong input, 130 interrupted (results are kept)."
    },
    subcommands = {
      SearchCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      CompareCommand.class,
      PredictorCommand.class,
      ShowCommand.class,
      ListCommand.class,
      DevicesCommand.class,
      DoctorCommand.class,
      GpuSelfTestCommand.class,
      CommandLine.HelpCommand.class
    })
public final class EpnasCommand {
  static final int FAILURE = 1;
  static final int WRONG_INPUT = 2;
  static final int INTERRUPTED = 130;

  EpnasCommand() {}

  /** Runs one command and gives its exit status. */
  public static int run(String... arguments) {
    CommandLine line =
        new CommandLine(new EpnasCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, LocaleAdvice::path)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((problem, given) -> wrongInput(problem))
            .setExecutionExceptionHandler((problem, command, result) -> failure(problem));
    try {
      String[] expanded = RunFileArguments.expand(line, arguments);
      return expanded.length == 0 ? usage(line) : line.execute(expanded);
    } catch (ConfigurationException e) {
      return wrongInput(e);
    }
  }

  private static int usage(CommandLine line) {
    line.usage(System.out);
    return WRONG_INPUT;
  }

  private static int wrongInput(Exception problem) {
    String hint =
        problem instanceof ParameterException parameter
            ? " See 'epnas %shelp'.".formatted(commandOf(parameter.getCommandLine()))
            : "";
    String message = LocaleAdvice.of(problem).orElseGet(() -> oneLine(problem.getMessage()) + hint);
    System.err.println("epnas: " + message);
    return WRONG_INPUT;
  }

  /** For example "search --", so that the hint reads "epnas search --help". */
  private static String commandOf(CommandLine line) {
    return line.getParent() == null ? "--" : line.getCommandName() + " --";
  }

  private static int failure(Exception problem) {
    if (problem instanceof ConfigurationException || LocaleAdvice.of(problem).isPresent()) {
      return wrongInput(problem);
    }
    System.err.println("epnas: " + problem);
    problem.printStackTrace(System.err);
    return FAILURE;
  }

  private static String oneLine(@Nullable String message) {
    return message == null
        ? ""
        : message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }
}
