package org.epnas.app.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How many columns a person sees, and text that fits into them. */
final class TextWidth {
  /** Where nobody says how wide the terminal is, and in the tests. */
  static final int USUAL = 80;

  /** Below that even a help text has no room. */
  private static final int LEAST = 55;

  private TextWidth() {}

  /** What COLUMNS says, or else the terminal, or else {@link #USUAL}. */
  static int columns() {
    return given(System.getenv("COLUMNS"))
        // The same question as for the help texts, so that both have one width.
        .orElseGet(() -> new UsageMessageSpec().autoWidth(true).width());
  }

  /**
   * @param variable possibly set by a shell, or by a person to anything
   */
  static Optional<Integer> given(@Nullable String variable) {
    return Optional.ofNullable(variable)
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(text -> Math.max(LEAST, Integer.parseInt(text)));
  }

  /**
   * Text in lines that end between words, each ended by a line separator.
   *
   * @param label begins the first line; the others are indented by as much
   */
  static String wrapped(String label, String text) {
    return wrapped(label, label.length(), List.of(text.split(" ", -1)), columns());
  }

  /**
   * @param indent spaces before every line but the first
   * @param words that stay whole, also where one is wider than a line
   */
  static String wrapped(String label, int indent, List<String> words, int columns) {
    StringBuilder text = new StringBuilder(label);
    int column = label.length();
    boolean begun = false;
    for (String word : words) {
      int space = begun ? 1 : 0;
      if (begun && column + space + word.length() > columns) {
        text.append(System.lineSeparator()).append(" ".repeat(indent));
        column = indent;
        space = 0;
      }
      text.append(" ".repeat(space)).append(word);
      column += space + word.length();
      begun = true;
    }
    return text.toString().stripTrailing() + System.lineSeparator();
  }
}
