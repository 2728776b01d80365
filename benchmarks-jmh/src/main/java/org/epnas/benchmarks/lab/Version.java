package org.epnas.benchmarks.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.epnas.nativecuda.kernel.KernelSource;
import org.epnas.nativecuda.runtime.Geometry;

/**
 * One version of a kernel.
 *
 * @param source the file that it is in
 */
record Version(String kernel, KernelSource source, Geometry geometry) {
  static Version product(String file, String kernel, Geometry geometry) {
    return new Version(kernel, KernelSource.of(file), geometry);
  }

  /**
   * @param like a file of the product that includes the same headers, at least
   */
  static Version lab(String file, String kernel, String like, Geometry geometry) {
    KernelSource source =
        new KernelSource(file + ".cu", text(file + ".cu"), KernelSource.of(like).headers());
    return new Version(kernel, source, geometry);
  }

  private static String text(String name) {
    try (InputStream in = Version.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "Kernel file (%s) of the lab is not part of this build. Build it again."
                .formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
