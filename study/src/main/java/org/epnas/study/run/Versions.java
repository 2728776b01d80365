package org.epnas.study.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What a run was made with.
 *
 * @param epnas this program
 * @param java runtime version
 * @param os name, version and architecture
 */
public record Versions(String epnas, String java, String os) {
  public static Versions current() {
    return new Versions(
        ownVersion(),
        System.getProperty("java.runtime.version"),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
  }

  private static String ownVersion() {
    Properties properties = new Properties();
    try (InputStream in =
        Versions.class.getResourceAsStream("/org/epnas/study/version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the build");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
