package org.epnas.app.selftest;

import java.util.List;

/**
 * A part of the self-test.
 *
 * @param note why it was skipped, or what ended it; empty as a rule
 * @param rows what it found, also where it was ended early
 */
public record Part<T>(Status status, String note, List<T> rows) {
  /** What came of a part. */
  public enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }

  public Part {
    rows = List.copyOf(rows);
  }

  static <T> Part<T> skipped(String reason) {
    return new Part<>(Status.SKIPPED, reason, List.of());
  }
}
