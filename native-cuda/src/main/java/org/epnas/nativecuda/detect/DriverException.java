package org.epnas.nativecuda.detect;

/** The driver refuses, with the reason in words. */
final class DriverException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  DriverException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
