package org.epnas.nativecpu.affinity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The processors of a machine that are switched on, by id. What the system does not say is taken to
 * be the same for all: one memory node, equal speed, a core each.
 */
record Topology(List<LogicalProcessor> processors) {
  /** Where Linux describes processors. */
  static final Path SYSTEM = Path.of("/sys/devices/system/cpu");

  Topology {
    processors = List.copyOf(processors);
  }

  /**
   * Reads Linux's description.
   *
   * @param folder {@link #SYSTEM}, or one that looks like it
   * @throws IOException if it cannot be read or is something else
   */
  static Topology read(Path folder) throws IOException {
    List<LogicalProcessor> processors = new ArrayList<>();
    try {
      for (int id : ProcessorList.parse(Files.readString(folder.resolve("online")))) {
        processors.add(processor(folder.resolve("cpu" + id), id));
      }
    } catch (NumberFormatException e) {
      throw new IOException(
          "Folder (%s) describes no processors: %s".formatted(folder, e.getMessage()), e);
    }
    return new Topology(processors);
  }

  private static LogicalProcessor processor(Path folder, int id) throws IOException {
    int core =
        text(folder.resolve("topology/thread_siblings_list"))
            .map(siblings -> ProcessorList.parse(siblings).first())
            .orElse(id);
    return new LogicalProcessor(id, core, node(folder), speed(folder));
  }

  /** The folder has a link {@code nodeN} to its memory node. */
  private static int node(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("node\\d+"))
          .mapToInt(name -> Integer.parseInt(name.substring("node".length())))
          .min()
          .orElse(0);
    }
  }

  /** Hybrid machines say it by capacity, or at least by the highest frequency. */
  private static long speed(Path folder) throws IOException {
    Optional<String> capacity = text(folder.resolve("cpu_capacity"));
    Optional<String> speed =
        capacity.isPresent() ? capacity : text(folder.resolve("cpufreq/cpuinfo_max_freq"));
    return speed.map(Long::parseLong).orElse(0L);
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** Without the processors that a process may not use. */
  Topology within(SortedSet<Integer> allowed) {
    return new Topology(
        processors.stream().filter(processor -> allowed.contains(processor.id())).toList());
  }

  /** Number of cores: hyper-threads of one count once. */
  int cores() {
    return (int) processors.stream().mapToInt(LogicalProcessor::core).distinct().count();
  }

  /** Number of memory nodes. */
  int nodes() {
    return (int) processors.stream().mapToInt(LogicalProcessor::node).distinct().count();
  }
}
