package org.epnas.kernel.constraint;

import java.util.Arrays;

/** An error as one line of text, for a trial's record. */
public final class OneLine {
  private OneLine() {}

  /**
   * With the place that threw it, which may lie in another plug-in than the one that was called: in
   * a search space that a strategy asks, for example.
   */
  public static String withPlace(Throwable error) {
    return Arrays.stream(error.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .findFirst()
        .map(frame ->
            "%s (at %s.%s)".formatted(of(error), frame.getClassName(), frame.getMethodName()))
        .orElseGet(() -> of(error));
  }

  /** For example {@code IllegalStateException: table file not found}. */
  public static String of(Throwable error) {
    String name = error.getClass().getSimpleName();
    String message = error.getMessage();
    return message == null ? name : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
