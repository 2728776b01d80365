package org.epnas.nativecpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor's name as the system gives it. */
final class ProcessorName {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private ProcessorName() {}

  /** For example {@code AMD EPYC}; the architecture's name where the system does not say. */
  static String read() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(ProcessorName::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
