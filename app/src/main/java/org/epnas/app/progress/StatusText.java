package org.epnas.app.progress;

import java.util.List;
import java.util.Locale;

/**
 * How far a task is, as text: {@code search 45% [==== ] best 0.8527, 30s left, 8 trials}. In a
 * narrow terminal the last parts are left out, never cut; the most important ones come first.
 */
final class StatusText {
  /** Columns below which the percentage alone stands for the bar. */
  private static final int NARROW = 60;

  private StatusText() {}

  /**
   * @param fraction of the task that is done, in [0, 1]
   * @param parts by importance
   */
  static String line(String task, double fraction, List<String> parts) {
    return head(task, fraction) + " " + String.join(", ", parts);
  }

  /**
   * The same in at most so many columns, with a bar where there is room for one.
   *
   * @param columns of the terminal
   */
  static String line(String task, double fraction, List<String> parts, int columns) {
    StringBuilder line = new StringBuilder(head(task, fraction));
    if (columns >= NARROW) {
      line.append(" [").append(bar(fraction, columns / 6)).append(']');
    }
    String separator = " ";
    for (String part : parts) {
      if (line.length() + separator.length() + part.length() > columns) {
        break;
      }
      line.append(separator).append(part);
      separator = ", ";
    }
    return line.length() <= columns ? line.toString() : line.substring(0, columns);
  }

  private static String head(String task, double fraction) {
    // Not rounded: what is not finished does not read 100.
    return String.format(Locale.ROOT, "%s %3d%%", task, (int) (100 * fraction));
  }

  private static String bar(double fraction, int width) {
    int done = (int) (fraction * width);
    return "=".repeat(done) + " ".repeat(width - done);
  }
}
