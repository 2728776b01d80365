package org.epnas.kernel.constraint;

/**
 * A resource could not be measured. The message is one line that names the resource, its class and
 * the reason; the cause is what the plug-in threw, if it threw.
 */
public final class MeasurementException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }

  MeasurementException(String message, Throwable cause) {
    super(message, cause);
  }
}
