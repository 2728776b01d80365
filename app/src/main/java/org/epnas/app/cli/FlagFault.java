package org.epnas.app.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with a flag, in words that need no Java, and where the flags are explained. */
final class FlagFault {
  /** The names of Java's types, which the library puts at the end of its messages. */
  private static final Map<String, String> TYPES =
      Map.of(
          "is not an int", "is not a whole number",
          "is not a long", "is not a whole number",
          "is not a double", "is not a number",
          "is not a boolean", "is neither true nor false");

  private FlagFault() {}

  /** One or two sentences. */
  static String text(ParameterException problem) {
    return "%s See 'epnas %shelp'."
        .formatted(
            sentence(String.valueOf(problem.getMessage()).strip()),
            commandOf(problem.getCommandLine()));
  }

  private static String sentence(String message) {
    String plain =
        TYPES.entrySet().stream()
            .filter(type -> message.endsWith(type.getKey()))
            .findFirst()
            .map(type ->
                message.substring(0, message.length() - type.getKey().length()) + type.getValue())
            .orElse(message);
    return plain.matches("(?s).*[.?!]") ? plain : plain + ".";
  }

  /** For example "search --", so that the hint reads "epnas search --help". */
  private static String commandOf(CommandLine line) {
    return line.getParent() == null ? "--" : line.getCommandName() + " --";
  }
}
