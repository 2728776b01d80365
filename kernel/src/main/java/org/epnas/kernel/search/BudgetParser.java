package org.epnas.kernel.search;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text form of a {@link Budget}. */
final class BudgetParser {
  private static final Pattern COUNT = Pattern.compile("(\\w+)\\s*=\\s*(.*)");

  /** At least one part, longest unit first. */
  private static final Pattern TIME =
      Pattern.compile("(?=.)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS);

  private final String text;
  private @Nullable Duration time;
  private @Nullable Long trials;
  private @Nullable Long epochs;

  private BudgetParser(String text) {
    this.text = text;
  }

  static Budget parse(String text) {
    BudgetParser parser = new BudgetParser(text);
    for (String part : text.split(",", -1)) {
      parser.read(part.strip());
    }
    return new Budget(
        Optional.ofNullable(parser.time), optional(parser.trials), optional(parser.epochs));
  }

  /** The text of a positive duration, rounded up to milliseconds. */
  static String text(Duration duration) {
    List<String> parts = new ArrayList<>();
    Duration rest = duration.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    long[] counts = {
      rest.toDaysPart(),
      rest.toHoursPart(),
      rest.toMinutesPart(),
      rest.toSecondsPart(),
      rest.toMillisPart()
    };
    String[] letters = {"d", "h", "m", "s", "ms"};
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        parts.add(counts[i] + letters[i]);
      }
    }
    return String.join("", parts);
  }

  private void read(String part) {
    Matcher count = COUNT.matcher(part);
    if (!count.matches()) {
      Duration duration = duration(part);
      refuseSecond("a time", time);
      time = duration;
      return;
    }
    switch (count.group(1)) {
      case "trials" -> {
        refuseSecond("trials", trials);
        trials = count(part, count.group(2));
      }
      case "epochs" -> {
        refuseSecond("epochs", epochs);
        epochs = count(part, count.group(2));
      }
      default ->
          throw problem("unknown limit (%s). Known: a time, trials=N, epochs=N.", count.group(1));
    }
  }

  private Duration duration(String part) {
    Matcher matcher = TIME.matcher(part);
    if (!matcher.matches()) {
      throw problem(
          "cannot read (%s). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
          part);
    }
    try {
      Duration sum = Duration.ZERO;
      for (int i = 0; i < UNITS.size(); i++) {
        String number = matcher.group(i + 1);
        if (number != null) {
          sum = sum.plus(Duration.of(Long.parseLong(number), UNITS.get(i)));
        }
      }
      if (sum.isPositive() && sum.compareTo(Budget.MAX_TIME) <= 0) {
        return sum;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Told below, together with times that are too long.
    }
    throw problem("time (%s) must be above 0 and at most 10000d.", part);
  }

  private long count(String part, String number) {
    try {
      long value = Long.parseLong(number);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers that are too small.
    }
    throw problem("(%s) needs a whole number of at least 1 after the =.", part);
  }

  private void refuseSecond(String kind, @Nullable Object present) {
    if (present != null) {
      throw problem("it sets %s twice. Keep one.", kind);
    }
  }

  private IllegalArgumentException problem(String rule, String value) {
    return new IllegalArgumentException("Budget (%s): %s".formatted(text, rule.formatted(value)));
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
