package org.epnas.study.plugin;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what kept a class from being loaded, made or asked, and the way out. */
final class LoadFault {
  /** A class file's version is that of its Java and 44. */
  private static final int VERSION_OF_JAVA_0 = 44;

  private static final Pattern VERSION = Pattern.compile("class file version (\\d+)");

  private LoadFault() {}

  /**
   * @param step what the class was asked, for example {@code its constructor}
   */
  static String reason(Throwable fault, String className, String step) {
    return switch (fault) {
      case InvocationTargetException wrapper when wrapper.getCause() != null ->
          reason(wrapper.getCause(), className, step);
      case ExceptionInInitializerError wrapper when wrapper.getCause() != null ->
          reason(wrapper.getCause(), className, "its static initialiser");
      case UnsupportedClassVersionError _ -> newerJava(fault);
      case ClassNotFoundException _ ->
          "is named in META-INF/services but is not there. Maybe its name is misspelt, or build the jar again.";
      case NoClassDefFoundError _ ->
          "needs class (%s), which is missing. Maybe put the jar of that library into the plug-in folder too."
              .formatted(firstLine(fault.getMessage()).replace('/', '.'));
      case NoSuchMethodException _, IllegalAccessException _ ->
          "has no public constructor without parameters in a public class. Maybe add one.";
      case InstantiationException _ ->
          "is abstract or an interface. Maybe name the class that implements it.";
      default ->
          "does not load: %s throws %s. Maybe ask its author, or remove the jar."
              .formatted(step, oneLine(fault));
    };
  }

  private static String newerJava(Throwable fault) {
    Matcher version = VERSION.matcher(firstLine(fault.getMessage()));
    String needed =
        version.find()
            ? Integer.toString(Integer.parseInt(version.group(1)) - VERSION_OF_JAVA_0)
            : "newer";
    int own = Runtime.version().feature();
    return "was compiled for Java %s, and this is Java %s. Maybe compile it with --release %s."
        .formatted(needed, own, own);
  }

  private static String oneLine(Throwable fault) {
    String message = firstLine(fault.getMessage());
    String type = fault.getClass().getSimpleName();
    return message.isEmpty() ? type : type + ": " + message;
  }

  static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("").strip();
  }
}
