package org.epnas.study.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.study.plugin.PluginFolder;

/** How a worker's process is started: as this one was, but for the program. */
final class WorkerCommand {
  /**
   * Ctrl-C at a terminal reaches all processes of a command; the search must hear of it and the
   * workers not. What a shell ignores, the JVM that replaces it does not handle.
   */
  private static final List<String> DEAF_TO_INTERRUPTS =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "epnas-worker");

  /** Flags that are for one process alone: debuggers, agents, files that one process writes. */
  private static final List<String> NOT_FOR_WORKERS =
      List.of(
          "-agentlib:",
          "-agentpath:",
          "-javaagent:",
          "-XX:StartFlightRecording",
          "-XX:ErrorFile",
          "-Xlog:",
          "-Dcom.sun.management");

  private WorkerCommand() {}

  /**
   * @param crashReport where the JVM describes a crash of its own; {@code %p} stands for its number
   */
  static List<String> of(Path crashReport) {
    List<String> command = new ArrayList<>(DEAF_TO_INTERRUPTS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> NOT_FOR_WORKERS.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.add("-XX:ErrorFile=" + crashReport);
    Optional.ofNullable(System.getProperty(PluginFolder.PROPERTY))
        .ifPresent(folder -> command.add("-D%s=%s".formatted(PluginFolder.PROPERTY, folder)));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    return command;
  }
}
