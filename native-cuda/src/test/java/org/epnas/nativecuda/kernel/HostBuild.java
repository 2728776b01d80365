package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles the kernels as plain C++ to a shared library, in which {@code PREFIX + kernel} launches
 * a kernel. The library is kept until a source changes.
 */
final class HostBuild {
  static final String PREFIX = "launch_";
  private static final Path HEADERS = Path.of("src/test/hostdevice");
  private static final List<String> COMPILER =
      List.of("g++", "-std=c++17", "-O1", "-fPIC", "-shared", "-ffp-contract=off", "-Wall");
  private static final List<String> WARNINGS = List.of("-Wno-unknown-pragmas", "-Werror");

  /** C++ has no shared memory whose size the launch gives. */
  private static final String DYNAMIC_SHARED = "extern __shared__ (\\w+) (\\w+)\\[\\];";

  private final Path folder;

  HostBuild(Path folder) {
    this.folder = folder;
  }

  /** Why the kernels cannot be compiled here; empty if they can. */
  static Optional<String> obstacle() {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "g++")));
    return found
        ? Optional.empty()
        : Optional.of("(g++) is not on the PATH. Install it to run the kernels as C++.");
  }

  /** Path of the library. */
  Path library() {
    Path library = folder.resolve("libkernels.so");
    SequencedMap<String, String> sources = sources();
    try {
      String key = KernelCache.key(parts(sources));
      Path stamp = folder.resolve("stamp");
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(key)) {
        build(sources, library);
        Files.writeString(stamp, key);
      }
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the kernels were compiled", e);
    }
  }

  /** Text by file name. */
  private static SequencedMap<String, String> sources() {
    TreeMap<String, String> sources = new TreeMap<>();
    KernelFile.files(HEADERS, ".h")
        .forEach(header -> sources.put(header.getFileName().toString(), KernelFile.text(header)));
    for (KernelFile file : KernelFile.all()) {
      file.source().headers().forEach((name, text) -> sources.put(name, asCpp(text)));
      sources.put(file.name() + ".cu", asCpp(file.text()));
      sources.put(file.name() + ".cpp", unit(file));
    }
    return sources;
  }

  private static String asCpp(String text) {
    return text.replaceAll(DYNAMIC_SHARED, "DYNAMIC_SHARED($1, $2);");
  }

  private static List<String> parts(SequencedMap<String, String> sources) {
    List<String> parts = new ArrayList<>(COMPILER);
    sources.forEach((name, text) -> parts.addAll(List.of(name, text)));
    return parts;
  }

  private static String unit(KernelFile file) {
    String launchers =
        file.kernels().stream()
            .map(kernel ->
                """
                extern "C" int %s%s(const int* geometry, void** arguments) {
                  return host_device::run(host_device::Launch<%s::%s>::call, geometry, arguments);
                }
                """
                    .formatted(PREFIX, kernel, file.name(), kernel))
            .collect(Collectors.joining());
    return """
    #include "host_device.h"
    namespace %s {
    #include "%s.cu"
    }
    %s\
    """
        .formatted(file.name(), file.name(), launchers);
  }

  private void build(SequencedMap<String, String> sources, Path library)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(COMPILER);
    command.addAll(WARNINGS);
    command.addAll(List.of("-I", folder.toString()));
    for (var source : sources.entrySet()) {
      Path file = Files.writeString(folder.resolve(source.getKey()), source.getValue());
      if (source.getKey().endsWith(".cpp")) {
        command.add(file.toString());
      }
    }
    command.addAll(List.of("-o", library.toString()));
    compile(command);
  }

  private void compile(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("compiler.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "Kernels do not compile as C++:\n%s".formatted(Files.readString(log)));
    }
  }
}
