package org.epnas.study.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What a jar of the plug-in folder holds.
 *
 * @param classes checksums by entry name
 * @param services names of classes by what they bring
 */
record PluginJar(
    Path file, String sha256, Map<String, Long> classes, Map<PluginKind, List<String>> services) {
  private static final String COMMENT = "#.*";

  /**
   * @throws IOException if it is no jar
   */
  static PluginJar read(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Map<String, Long> classes = new TreeMap<>();
      jar.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .filter(entry -> !entry.getName().endsWith("module-info.class"))
          .forEach(entry -> classes.put(entry.getName(), entry.getCrc()));
      Map<PluginKind, List<String>> services = new EnumMap<>(PluginKind.class);
      for (PluginKind kind : PluginKind.values()) {
        JarEntry entry = jar.getJarEntry("META-INF/services/" + kind.service().getName());
        if (entry != null) {
          services.put(kind, lines(jar, entry));
        }
      }
      return new PluginJar(file, sha256(file), classes, services);
    }
  }

  private static List<String> lines(JarFile jar, JarEntry entry) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceFirst(COMMENT, "").strip())
          .filter(line -> !line.isEmpty())
          .distinct()
          .toList();
    }
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  Origin origin() {
    return new Origin(Origin.Source.PLUGIN_FOLDER, name(), sha256);
  }
}
