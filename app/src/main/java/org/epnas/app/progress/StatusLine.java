package org.epnas.app.progress;

import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows on standard error how far a long task is: a bar that is redrawn on a terminal, a line every
 * few seconds elsewhere. Standard output stays free for results.
 */
final class StatusLine implements AutoCloseable {
  private static final int STEPS = 1000;
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(15);

  private record Status(double fraction, List<String> parts) {}

  /** What is shown now; written by one thread, drawn by another. */
  private static final class Shown {
    volatile Status status = new Status(0, List.of());
  }

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("progress").daemon().factory());
  private final Runnable closeBar;
  private boolean closed;

  private StatusLine(Runnable draw, Runnable closeBar, Duration interval) {
    this.closeBar = closeBar;
    var _ =
        timer.scheduleAtFixedRate(
            draw, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param parts of the status, by importance
   */
  static StatusLine open(String task, DoubleSupplier fraction, Supplier<List<String>> parts) {
    return onTerminal()
        ? bar(task, fraction, parts, new ProgressBarBuilder())
        : lines(task, fraction, parts);
  }

  // NullAway and Error Prone disagree on whether there may be no console.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * @param builder says where the bar is drawn
   */
  static StatusLine bar(
      String task,
      DoubleSupplier fraction,
      Supplier<List<String>> parts,
      ProgressBarBuilder builder) {
    // The bar has a thread of its own, and closing waits for it: it must not ask for what the one
    // who closes may hold a lock on.
    Shown shown = new Shown();
    ProgressBar bar =
        builder
            .setTaskName(task)
            .setInitialMax(STEPS)
            .setUpdateIntervalMillis((int) ON_TERMINAL.toMillis())
            .setRenderer((_, columns) -> {
              Status now = shown.status;
              return StatusText.line(task, now.fraction(), now.parts(), columns);
            })
            .build();
    Runnable draw =
        () -> {
          Status now = new Status(fraction.getAsDouble(), parts.get());
          shown.status = now;
          bar.stepTo(Math.round(now.fraction() * STEPS));
        };
    return new StatusLine(
        draw,
        () -> {
          draw.run();
          bar.close();
        },
        ON_TERMINAL);
  }

  private static StatusLine lines(
      String task, DoubleSupplier fraction, Supplier<List<String>> parts) {
    Runnable draw =
        () -> System.err.println(StatusText.line(task, fraction.getAsDouble(), parts.get()));
    return new StatusLine(draw, draw, ELSEWHERE);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      timer.shutdownNow();
      closeBar.run();
    }
  }
}
