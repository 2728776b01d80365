package org.epnas.study.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantity {
  private Quantity() {}

  /** For example {@code 97.3k}, {@code 1.25M}. */
  public static String count(double value) {
    if (value >= 1e9) {
      return "%.2fG".formatted(value / 1e9);
    }
    if (value >= 1e6) {
      return "%.2fM".formatted(value / 1e6);
    }
    return value >= 1e4 ? "%.1fk".formatted(value / 1e3) : "%.0f".formatted(value);
  }

  /** The same for a whole number. */
  public static String count(long value) {
    return count((double) value);
  }

  /** For example {@code 2h05m}, {@code 3m20s}, {@code 7s}. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1e3));
    if (seconds >= 3600) {
      return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
    }
    return seconds >= 60 ? "%dm%02ds".formatted(seconds / 60, seconds % 60) : seconds + "s";
  }

  /** An accuracy in [0, 1] with four digits, for example {@code 0.9123}. */
  public static String accuracy(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }
}
