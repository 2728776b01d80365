package org.epnas.training.conformance;

import java.util.Locale;

/**
 * How a backend broke a promise.
 *
 * @param what was looked at, for example {@code change of conv0/weight at index 3}
 * @param expected what the reference backend gave, or what was promised
 * @param actual what the backend under test gave
 * @param tolerance how far they may differ, or {@code exact}
 */
public record Mismatch(String what, String expected, String actual, String tolerance) {
  static final String EXACT = "exact";

  static Mismatch exact(String what, Object expected, Object actual) {
    return new Mismatch(what, String.valueOf(expected), String.valueOf(actual), EXACT);
  }

  static Mismatch numbers(String what, double expected, double actual, double tolerance) {
    return new Mismatch(
        what,
        String.format(Locale.ROOT, "%.9g", expected),
        String.format(Locale.ROOT, "%.9g", actual),
        String.format(Locale.ROOT, "%.3g", tolerance));
  }

  /** One line. */
  @Override
  public String toString() {
    return "%s: expected %s, but was %s (tolerance: %s)"
        .formatted(what, expected, actual, tolerance);
  }
}
