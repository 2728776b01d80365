package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of kernels.
 *
 * @param name without its ending
 */
record KernelFile(String name, String text) {
  static final Path PRODUCT = Path.of("src/main/cuda");

  /** Versions that are not in the product; they include its headers. */
  private static final Path LAB = Path.of("../benchmarks-jmh/src/main/lab");

  private static final String ENDING = ".cu";
  private static final Pattern KERNEL =
      Pattern.compile("extern \"C\" __global__ void (?:__launch_bounds__\\(\\d+\\) )?(\\w+)\\(");

  /** The product's and the lab's, each by name. */
  static List<KernelFile> all() {
    return Stream.of(PRODUCT, LAB)
        .flatMap(folder -> files(folder, ENDING))
        .map(KernelFile::read)
        .toList();
  }

  static KernelFile containing(String kernel) {
    return all().stream()
        .filter(file -> file.kernels().contains(kernel))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Kernel (%s) is in no file of %s or %s.".formatted(kernel, PRODUCT, LAB)));
  }

  /** The files of a folder whose names end so, by name. */
  static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
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

  /** With all headers, of which it needs some. */
  KernelSource source() {
    TreeMap<String, String> headers = new TreeMap<>();
    files(PRODUCT, ".cuh")
        .forEach(header -> headers.put(header.getFileName().toString(), text(header)));
    return new KernelSource(name + ENDING, text, headers);
  }
}
