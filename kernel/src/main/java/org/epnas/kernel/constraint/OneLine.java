package org.epnas.kernel.constraint;

/** An error as one line of text, for a trial's record. */
public final class OneLine {
  private OneLine() {}

  /** For example {@code IllegalStateException: table file not found}. */
  public static String of(Throwable error) {
    String name = error.getClass().getSimpleName();
    String message = error.getMessage();
    return message == null ? name : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
