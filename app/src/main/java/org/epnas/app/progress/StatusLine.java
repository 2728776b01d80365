package org.epnas.app.progress;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far a long task is: a bar that is redrawn on a terminal, a line every
 * few seconds elsewhere. Standard output stays free for results.
 */
final class StatusLine implements AutoCloseable {
  private static final int STEPS = 1000;
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(15);

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

  static StatusLine open(String task, DoubleSupplier fraction, Supplier<String> status) {
    return onTerminal() ? bar(task, fraction, status) : lines(task, fraction, status);
  }

  // NullAway and Error Prone disagree on whether there may be no console.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  private static StatusLine bar(String task, DoubleSupplier fraction, Supplier<String> status) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(STEPS)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) ON_TERMINAL.toMillis())
            .hideEta()
            .setUnit("", STEPS / 100)
            .build();
    Runnable draw =
        () -> {
          bar.stepTo(Math.round(fraction.getAsDouble() * STEPS));
          bar.setExtraMessage(" " + status.get());
        };
    return new StatusLine(
        draw,
        () -> {
          draw.run();
          bar.close();
        },
        ON_TERMINAL);
  }

  private static StatusLine lines(String task, DoubleSupplier fraction, Supplier<String> status) {
    Runnable draw =
        () ->
            System.err.printf(
                Locale.ROOT, "%s %3.0f%% %s%n", task, fraction.getAsDouble() * 100, status.get());
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
