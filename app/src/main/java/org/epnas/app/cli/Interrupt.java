package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.epnas.study.session.Cancellation;

/**
 * Lets a command end cleanly on Ctrl-C or a polite kill: the JVM's shutdown cancels the work and
 * waits until the command has written and printed its results, for at most half a minute. So what
 * a command prints is printed before this is closed. Thread-safe.
 */
final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");
  private final Path results;

  /**
   * @param results folder in which lies what finished, should the end take too long
   */
  Interrupt(Path results) {
    this.results = results;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What the interrupt cancels. */
  Cancellation cancellation() {
    return cancellation;
  }

  boolean happened() {
    return cancellation.cancelled();
  }

  private void interrupted() {
    System.err.println();
    System.err.println("Interrupted: ending the running trials and keeping the results.");
    cancellation.cancel();
    awaitResults();
  }

  private void awaitResults() {
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.printf(
            "Gave up waiting for the running trials. What finished lies in (%s).%n", results);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The results are written and printed: the JVM may end. */
  @Override
  public void close() {
    written.countDown();
    if (!happened()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        cancellation.cancel();
      }
    }
  }
}
