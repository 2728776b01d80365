package org.epnas.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.epnas.kernel.text.IoReason;

/** Says why a plot is missing, and what would bring it. */
final class PlotFailure {
  private PlotFailure() {}

  /**
   * @param file without the ending
   */
  static String text(Path file, Throwable problem) {
    return "Plot (%s) could not be drawn: %s. Maybe %s and run the same command again: finished searches are kept, and the figures are complete."
        .formatted(file, reason(problem), wayOut(problem));
  }

  private static String reason(Throwable problem) {
    return problem instanceof IOException io
        ? IoReason.of(deepest(io))
        : problem.toString().lines().findFirst().orElse("").replaceFirst("[.]$", "");
  }

  /** The writer of images only says that it failed; why, the system said. */
  private static IOException deepest(IOException problem) {
    IOException deepest = problem;
    while (deepest.getCause() instanceof IOException cause) {
      deepest = cause;
    }
    return deepest;
  }

  private static String wayOut(Throwable problem) {
    if (problem instanceof IOException) {
      return "make room there";
    }
    return aboutFonts(problem)
        ? "install fonts and fontconfig (Debian: apt install fontconfig fonts-dejavu-core)"
        : "look whether this Java can draw (Debian's packages named headless can)";
  }

  /** Java says it in several ways, some of which only name the class that asked for a font. */
  private static boolean aboutFonts(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      String text = cause.toString().toLowerCase(Locale.ROOT);
      if (text.contains("font")) {
        return true;
      }
      for (StackTraceElement call : cause.getStackTrace()) {
        if (call.getClassName().startsWith("sun.font.")) {
          return true;
        }
      }
    }
    return false;
  }
}
