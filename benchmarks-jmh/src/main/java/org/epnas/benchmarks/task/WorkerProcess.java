package org.epnas.benchmarks.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The other end of a {@link Worker}: a process with this one's Java and class path. */
public final class WorkerProcess implements AutoCloseable {
  /** Exit status of a JVM that SIGINT has ended. */
  private static final int ON_INTERRUPT = 130;

  /** Exit status of a JVM that SIGTERM has ended. */
  private static final int ON_TERMINATION = 143;

  private final String name;
  private final Process process;
  private final PrintStream requests;
  private final BufferedReader answers;

  /**
   * How to start a worker.
   *
   * @param name for messages
   * @param javaOptions for example {@code -Dname=value}
   * @param mainClass calls {@link Worker#serve}
   * @param arguments of the main class
   * @param environment variables beside the inherited ones
   */
  public record Start(
      String name,
      List<String> javaOptions,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    public Start {
      javaOptions = List.copyOf(javaOptions);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  /** The process ended before it was asked to. */
  public static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean interrupted;

    EndedException(String name, int exitStatus) {
      super(
          "Worker (%s) ended without an answer and with exit status (%s). Its messages are above; maybe there is too little memory: try fewer --networks or a smaller --batch."
              .formatted(name, exitStatus));
      interrupted = exitStatus == ON_INTERRUPT || exitStatus == ON_TERMINATION;
    }

    /** Whether Ctrl-C or a polite kill, which reach all processes of a command, ended it. */
    public boolean interrupted() {
      return interrupted;
    }
  }

  /** Starts a process. */
  public WorkerProcess(Start start) {
    name = start.name();
    process = launch(start);
    requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Waits until it can be asked.
   *
   * @throws EndedException if it ends instead, as do the questions
   */
  public void awaitReady() {
    expect(Worker.READY, "start", answer());
  }

  /** Ends it at once, whatever it does. */
  public void kill() {
    // Not by the process itself: that would also close the stream which another thread reads.
    var _ = process.toHandle().destroyForcibly();
  }

  private static Process launch(Start start) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx2g"));
    command.addAll(compilerOptions());
    command.addAll(start.javaOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), start.mainClass()));
    command.addAll(start.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(start.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Worker (" + start.name() + ") cannot be started", e);
    }
  }

  /** How the launcher lets Java's compiler work; workers are compiled like the program itself. */
  private static List<String> compilerOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:") || it.startsWith("-Djdk.incubator.vector."))
        .toList();
  }

  /** See {@link Workload#results}. */
  public SequencedMap<String, float[]> results() {
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    for (String result : ask(Worker.RESULTS, Worker.RESULTS)) {
      int equals = result.indexOf('=');
      results.put(result.substring(0, equals), FloatText.decode(result.substring(equals + 1)));
    }
    return results;
  }

  /** Works for at least a time, from the initial parameters on. */
  public Round round(long millis) {
    List<String> words = ask(Worker.ROUND + " " + millis, Worker.ROUND);
    return new Round(Integer.parseInt(words.get(0)), Long.parseLong(words.get(1)));
  }

  /** The words of the answer after its first, which is {@code kind}. */
  private List<String> ask(String request, String kind) {
    requests.println(request);
    return expect(kind, request, answer());
  }

  private List<String> expect(String kind, String request, String answer) {
    List<String> words = List.of(answer.split(" "));
    if (!words.getFirst().equals(kind)) {
      throw new IllegalStateException(
          "Worker (%s) answered (%s) to (%s)".formatted(name, words.getFirst(), request));
    }
    return words.subList(1, words.size());
  }

  private String answer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Worker.MARK)) {
          return line.substring(Worker.MARK.length());
        }
        System.err.println(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new EndedException(name, process.onExit().join().exitValue());
  }

  @Override
  public void close() {
    requests.close();
    process.onExit().join();
  }
}
