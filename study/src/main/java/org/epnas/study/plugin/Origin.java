package org.epnas.study.plugin;

/**
 * Where an entry of the registry comes from.
 *
 * @param jar file name of its jar, or the folder of its classes; empty for what is built in
 * @param sha256 of the jar, in hexadecimal digits; empty where there is no jar
 */
public record Origin(Source source, String jar, String sha256) {
  /** Part of the program. */
  public static final Origin BUILT_IN = new Origin(Source.BUILT_IN, "", "");

  /** The way an entry took. */
  public enum Source {
    /** A Dagger module. */
    BUILT_IN,
    /** A service on the class path. */
    CLASS_PATH,
    /** A service in a jar of the plug-in folder. */
    PLUGIN_FOLDER
  }

  /** For people, for example {@code energy.jar (sha256 0a1b2c3d4e5f)}. */
  @Override
  public String toString() {
    String hash = sha256.isEmpty() ? "" : " (sha256 " + sha256.substring(0, 12) + ")";
    return switch (source) {
      case BUILT_IN -> "built in";
      case CLASS_PATH -> "class path, " + jar + hash;
      case PLUGIN_FOLDER -> jar + hash;
    };
  }
}
