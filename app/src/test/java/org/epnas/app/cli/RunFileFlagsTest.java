package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.epnas.app.config.RunFileArguments;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line wins over the run file, by whatever name each of them calls a flag. */
class RunFileFlagsTest {
  @TempDir Path folder;

  /** Every command, every name in a run file and every name on the command line of one flag. */
  static Stream<Arguments> namesOfAFlag() {
    List<Arguments> all = new ArrayList<>();
    new CommandLine(new EpnasCommand())
        .getSubcommands()
        .forEach((command, line) -> {
          if (line.getCommandSpec().optionsMap().containsKey("--config")) {
            line.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !option.longestName().equals("--config"))
                .forEach(option -> all.addAll(pairs(command, line.getCommandSpec(), option)));
          }
        });
    return all.stream();
  }

  private static List<Arguments> pairs(String command, CommandSpec spec, OptionSpec option) {
    List<String> typed = new ArrayList<>(List.of(option.names()));
    spec.negatedOptionsMap().entrySet().stream()
        .filter(negated -> negated.getValue().equals(option))
        .map(Map.Entry::getKey)
        .forEach(typed::add);
    List<Arguments> pairs = new ArrayList<>();
    for (String key : option.names()) {
      typed.forEach(flag -> pairs.add(Arguments.of(command, key.substring(2), flag)));
    }
    return pairs;
  }

  @ParameterizedTest(name = "{0}: {1} in the file, {2} typed")
  @MethodSource("namesOfAFlag")
  void theCommandLineWins(String command, String key, String typed) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), key + ": 1\n");
    String[] arguments = {command, "--config", file.toString(), typed + "=2"};

    assertThat(RunFileArguments.expand(new CommandLine(new EpnasCommand()), arguments))
        .containsExactly(arguments);
  }

  @ParameterizedTest(name = "inherit: {0}")
  @MethodSource("truths")
  void noInheritWinsAndIsParsed(String inherit) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), "inherit: " + inherit + "\n");
    String[] arguments = {"search", "--config", file.toString(), "--no-inherit"};
    CommandLine line =
        new CommandLine(new EpnasCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    var parsed = line.parseArgs(RunFileArguments.expand(line, arguments)).subcommand();

    assertThat(parsed.matchedOptionValue("--inherit", true)).isFalse();
  }

  static Stream<String> truths() {
    return Stream.of("true", "false");
  }
}
