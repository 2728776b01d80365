package org.epnas.benchmarks.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Does a workload on request. Reads one request a line from standard input and answers each by one
 * line on standard output:
 *
 * <pre>
 *   (start)          ready
 *   results          results NAME=VALUES ...      values as {@link FloatText}
 *   round MILLIS     round STEPS NANOS            from the initial parameters, at least MILLIS long
 *   (end of input)                                the process ends
 * </pre>
 *
 * Answers begin with {@link #MARK}, so that what a native library may print is no answer.
 */
public final class Worker {
  static final String MARK = "@worker ";
  static final String READY = "ready";
  static final String RESULTS = "results";
  static final String ROUND = "round";

  /** Untimed steps of a round: they bring the caches back that other contenders have emptied. */
  private static final int WARM_UP_STEPS = 2;

  private final BufferedReader requests;
  private final PrintStream answers;

  Worker(BufferedReader requests, PrintStream answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /** Serves until the input ends. */
  public static void serve(Supplier<Workload> open) {
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      new Worker(requests, System.out).run(open);
    } catch (IOException e) {
      throw new IllegalStateException("Standard input cannot be read: " + e.getMessage(), e);
    }
  }

  void run(Supplier<Workload> open) throws IOException {
    try (Workload workload = open.get()) {
      answer(READY);
      for (String request = requests.readLine(); request != null; request = requests.readLine()) {
        answer(reply(workload, request.split(" ")));
      }
    }
  }

  private static String reply(Workload workload, String[] request) {
    return switch (request[0]) {
      case RESULTS -> results(workload);
      case ROUND -> round(workload, Long.parseLong(request[1]));
      default -> throw new IllegalArgumentException("Request (" + request[0] + ") is unknown");
    };
  }

  private static String results(Workload workload) {
    StringBuilder line = new StringBuilder(RESULTS);
    workload.reset();
    workload
        .results()
        .forEach((name, values) ->
            line.append(' ').append(name).append('=').append(FloatText.encode(values)));
    return line.toString();
  }

  private static String round(Workload workload, long millis) {
    workload.reset();
    int step = 0;
    while (step < WARM_UP_STEPS) {
      workload.step(step++);
    }
    long begun = System.nanoTime();
    long nanos;
    do {
      workload.step(step++);
      nanos = System.nanoTime() - begun;
    } while (nanos < millis * 1_000_000);
    return "%s %s %s".formatted(ROUND, step - WARM_UP_STEPS, nanos);
  }

  private void answer(String line) {
    answers.println(MARK + line);
    answers.flush();
  }
}
