package org.epnas.training.conformance;

/** Ends a check that says nothing about this backend. */
final class CheckSkippedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckSkippedException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
