package org.epnas.compare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.epnas.study.config.ConfigurationException;

/**
 * The seeds of a comparison.
 *
 * @param first of them, at least 0
 * @param last of them, not below the first
 */
public record SeedRange(long first, long last) {
  private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,9})-)?(\\d{1,9})");

  /**
   * Reads a count, {@code 5} for the seeds 1 to 5, or a range, {@code 6-10}.
   *
   * @throws ConfigurationException where it is neither
   */
  public static SeedRange parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text, "must be a count or a range of numbers");
    }
    long first = matcher.group(1) == null ? 1 : Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    if (last < first) {
      throw wrong(text, "holds no seed");
    }
    return new SeedRange(first, last);
  }

  private static ConfigurationException wrong(String text, String rule) {
    return new ConfigurationException(
        "Flag (--seeds) is (%s), which %s. Maybe write 5 for the seeds 1 to 5, or 6-10."
            .formatted(text, rule));
  }

  public LongStream stream() {
    return LongStream.rangeClosed(first, last);
  }

  public int count() {
    return Math.toIntExact(last - first + 1);
  }
}
