package org.epnas.training.conformance;

/** What came of a {@link Check}. */
public sealed interface CheckResult {
  /** Name of the check. */
  String check();

  /** The promise is kept. */
  record Passed(String check) implements CheckResult {}

  /** The promise is broken. */
  record Failed(String check, Mismatch mismatch) implements CheckResult {}

  /** The backend ended the check by an error that nobody expects there. */
  record Crashed(String check, RuntimeException error) implements CheckResult {}

  /** The check says nothing about this backend. */
  record Skipped(String check, String reason) implements CheckResult {}
}
