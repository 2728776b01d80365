package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of kernels with the headers of this package that it includes, directly or not.
 *
 * @param name file name, for example {@code loss.cu}
 * @param headers their text by name, in alphabetical order
 */
public record KernelSource(String name, String text, SequencedMap<String, String> headers) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([^\"]+)\"");

  /**
   * @param file without its extension, for example {@code loss}
   */
  public static KernelSource of(String file) {
    String name = file + ".cu";
    String text = read(name);
    TreeMap<String, String> headers = new TreeMap<>();
    addHeaders(text, headers);
    return new KernelSource(name, text, headers);
  }

  private static void addHeaders(String text, TreeMap<String, String> headers) {
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      String name = include.group(1);
      if (!headers.containsKey(name)) {
        headers.put(name, read(name));
        addHeaders(headers.get(name), headers);
      }
    }
  }

  private static String read(String name) {
    try (InputStream in = KernelSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "Kernel file (%s) is not part of this build. Build the module native-cuda again."
                .formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Kernel file (" + name + ") cannot be read", e);
    }
  }
}
