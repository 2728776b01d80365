package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compiles the kernels as plain C++ to a shared library, in which {@code PREFIX + kernel} launches
 * a kernel.
 */
final class HostBuild {
  static final String PREFIX = "launch_";
  private static final Path HEADERS = Path.of("src/test/hostdevice");

  /** C++ has no shared memory whose size the launch gives. */
  private static final String DYNAMIC_SHARED = "extern __shared__ (\\w+) (\\w+)\\[\\];";

  private final Path folder;

  HostBuild(Path folder) {
    this.folder = folder;
  }

  /** Whether the compiler can be started. */
  static boolean compilerExists() {
    try {
      return new ProcessBuilder("g++", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Path of the library. */
  Path build() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (Path file : KernelFile.files().toList()) {
      String text = KernelFile.text(file).replaceAll(DYNAMIC_SHARED, "DYNAMIC_SHARED($1, $2);");
      Files.writeString(folder.resolve(file.getFileName()), text);
    }
    List<Path> units = new ArrayList<>();
    for (KernelFile source : KernelFile.all()) {
      units.add(Files.writeString(folder.resolve(source.name() + ".cpp"), unit(source)));
    }
    Path library = folder.resolve("libkernels.so");
    compile(units, library);
    return library;
  }

  private static String unit(KernelFile source) {
    String launchers =
        source.kernels().stream()
            .map(kernel ->
                """
                extern "C" int %s%s(const int* geometry, void** arguments) {
                  return host_device::run(host_device::Launch<%s::%s>::call, geometry, arguments);
                }
                """
                    .formatted(PREFIX, kernel, source.name(), kernel))
            .collect(Collectors.joining());
    return """
    #include "host_device.h"
    namespace %s {
    #include "%s.cu"
    }
    %s\
    """
        .formatted(source.name(), source.name(), launchers);
  }

  private void compile(List<Path> units, Path library) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("g++", "-std=c++17", "-O1", "-fPIC", "-shared", "-ffp-contract=off", "-Wall"));
    command.addAll(List.of("-Wno-unknown-pragmas", "-Werror", "-I", HEADERS.toString()));
    units.forEach(unit -> command.add(unit.toString()));
    command.addAll(List.of("-o", library.toString()));
    Path log = folder.resolve("compiler.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "Kernels do not compile as C++:\n%s".formatted(Files.readString(log)));
    }
  }
}
