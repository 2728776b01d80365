package org.epnas.training.backend;

/** A backend could not do what it was asked. The message carries op, shapes and device. */
public class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BackendException(String message) {
    super(message);
  }

  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Nothing more can be done on the device in this process. */
  public static final class DeviceLost extends BackendException {
    private static final long serialVersionUID = 1;

    public DeviceLost(String message) {
      super(message);
    }
  }

  /** The device has not enough memory for the program. */
  public static final class OutOfMemory extends BackendException {
    private static final long serialVersionUID = 1;

    public OutOfMemory(String message) {
      super(message);
    }
  }
}
