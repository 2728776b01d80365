package org.epnas.kernel.constraint;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right-hand side of a constraint: a number, a decimal suffix and a unit, the last two
 * optional.
 */
final class Limit {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)\\s*(.*)");

  /** Digits with one comma that can only stand for a decimal point. */
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("(\\d+),(?!\\d{3}(?!\\d))(\\d+[^,.]*)");

  private Limit() {}

  /**
   * Reads for example {@code 1M}, {@code 5ms} or {@code 100MFLOPs}. A unit that itself starts with
   * a suffix letter wins: {@code 5kB} of a resource in kB is 5.
   *
   * @return the value in the given unit
   * @throws IllegalArgumentException with a message that completes "Constraint (...): "
   */
  static double parse(String text, String unit) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "limit (%s) is not a number. Write a number above 0, for example 1000000, 1M or 2.5k."
              .formatted(text));
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String rest = matcher.group(2);
    double value =
        exponent(rest, unit)
            .map(power -> number.scaleByPowerOfTen(power).doubleValue())
            .orElseThrow(() -> new IllegalArgumentException(unreadable(text, rest, unit)));
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "limit (%s) must be a finite number above 0. Leave the constraint out where there is no limit."
              .formatted(text));
    }
    return value;
  }

  private static Optional<Integer> exponent(String rest, String unit) {
    if (rest.isEmpty() || rest.equals(unit)) {
      return Optional.of(0);
    }
    String afterSuffix = rest.substring(1).strip();
    if (!afterSuffix.isEmpty() && !afterSuffix.equals(unit)) {
      return Optional.empty();
    }
    return switch (rest.charAt(0)) {
      case 'k' -> Optional.of(3);
      case 'M' -> Optional.of(6);
      case 'G' -> Optional.of(9);
      default -> Optional.empty();
    };
  }

  private static String unreadable(String text, String rest, String unit) {
    if (rest.startsWith(",") || rest.startsWith(".")) {
      Matcher comma = DECIMAL_COMMA.matcher(text);
      return "number (%s) is written with a point before its decimals and nothing between thousands: %s."
          .formatted(
              text,
              comma.matches()
                  ? comma.group(1) + "." + comma.group(2)
                  : "for example 1.5M or 1000000");
    }
    String units = unit.isEmpty() ? "it is a plain count" : "its unit is " + unit;
    return "cannot read (%s) after the number: %s. Maybe write no unit, or the suffix k, M or G."
        .formatted(rest, units);
  }
}
