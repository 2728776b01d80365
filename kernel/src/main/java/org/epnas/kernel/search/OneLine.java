package org.epnas.kernel.search;

/** An error as one line of text, for a trial's record. */
final class OneLine {
  private OneLine() {}

  static String of(Throwable error) {
    String name = error.getClass().getSimpleName();
    String message = error.getMessage();
    return message == null ? name : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
