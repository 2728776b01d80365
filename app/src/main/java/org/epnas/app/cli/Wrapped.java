package org.epnas.app.cli;

import java.util.List;

/** Sentences in lines of at most 80 columns. */
final class Wrapped {
  private static final int COLUMNS = 80;

  private Wrapped() {}

  /** Breaks between words; the last line is not ended. */
  static String of(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : List.of(text.split(" ", -1))) {
      boolean fits = column + 1 + word.length() <= COLUMNS;
      if (column > 0) {
        lines.append(fits ? " " : System.lineSeparator());
      }
      column = word.length() + (column > 0 && fits ? column + 1 : 0);
      lines.append(word);
    }
    return lines.toString();
  }
}
