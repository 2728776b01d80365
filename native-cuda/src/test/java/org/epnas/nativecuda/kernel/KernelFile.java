package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of kernels.
 *
 * @param name without its ending
 */
record KernelFile(String name, String text) {
  static final Path FOLDER = Path.of("src/main/cuda");
  private static final String ENDING = ".cu";
  private static final Pattern KERNEL =
      Pattern.compile("extern \"C\" __global__ void (?:__launch_bounds__\\(\\d+\\) )?(\\w+)\\(");

  /** All of them, by name. */
  static List<KernelFile> all() {
    return files(FOLDER)
        .filter(path -> path.toString().endsWith(ENDING))
        .map(KernelFile::read)
        .toList();
  }

  /** The files of a folder, by name. */
  static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KernelFile read(Path path) {
    String file = path.getFileName().toString();
    return new KernelFile(file.substring(0, file.length() - ENDING.length()), text(path));
  }

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> kernels() {
    return KERNEL.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
