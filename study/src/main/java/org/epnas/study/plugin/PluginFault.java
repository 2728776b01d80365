package org.epnas.study.plugin;

import java.util.Optional;

/**
 * Why a plug-in, or a file of the plug-in folder, cannot be used.
 *
 * @param kind what it would be; empty where a whole jar is at fault
 * @param name under which it would be known; empty where the plug-in could not say it
 * @param jar file name of the jar
 * @param className of the plug-in; empty where a whole jar is at fault
 * @param reason what is wrong and a way out, in one line
 */
public record PluginFault(
    Optional<PluginKind> kind, Optional<String> name, String jar, String className, String reason) {

  /** A fault of a whole file. */
  static PluginFault ofFile(String jar, String reason) {
    return new PluginFault(Optional.empty(), Optional.empty(), jar, "", reason);
  }

  /** For people, one line. */
  @Override
  public String toString() {
    return "Plug-in (%s%s) %s"
        .formatted(jar, className.isEmpty() ? "" : ", class " + className, reason);
  }
}
