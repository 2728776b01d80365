package org.epnas.study.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantity {
  private Quantity() {}

  /** For example {@code 97.3k}, {@code 1.25M}. */
  public static String count(double value) {
    if (value >= 1e9) {
      return fixed(value / 1e9, 2) + "G";
    }
    if (value >= 1e6) {
      return fixed(value / 1e6, 2) + "M";
    }
    return value >= 1e4 ? fixed(value / 1e3, 1) + "k" : fixed(value, 0);
  }

  /** The same for a whole number. */
  public static String count(long value) {
    return count((double) value);
  }

  /** For example {@code 2h05m}, {@code 3m20s}, {@code 7s}. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1e3));
    if (seconds >= 3600) {
      return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }
    return seconds >= 60
        ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
        : seconds + "s";
  }

  /** An accuracy in [0, 1] with four digits, for example {@code 0.9123}. */
  public static String accuracy(double share) {
    return fixed(share, 4);
  }

  /** For example {@code 3m20s}; below ten seconds with one digit, {@code 1.4s}. */
  public static String seconds(double seconds) {
    return seconds < 10 ? fixed(seconds, 1) + "s" : time(Duration.ofMillis((long) (1e3 * seconds)));
  }

  /**
   * A use of a limited resource: whole numbers as counts, others with four digits that say
   * something, for example {@code 97.3k} or {@code 3.217ms}.
   *
   * @param unit possibly none
   */
  public static String use(double used, String unit) {
    if (used == Math.rint(used)) {
      return count(used) + unit;
    }
    return new BigDecimal(used).round(new MathContext(4)).toPlainString() + unit;
  }

  /** With a point before the digits, whatever the machine's language. */
  public static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
