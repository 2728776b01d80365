package org.epnas.benchmarks.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.epnas.study.session.Cancellation;

/**
 * Has a comparison print what it measured on Ctrl-C or a polite kill: the JVM's shutdown cancels
 * the work and waits for the report, for at most half a minute. Thread-safe.
 */
public final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch printed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");

  public Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What the interrupt cancels. */
  public Cancellation cancellation() {
    return cancellation;
  }

  public boolean happened() {
    return cancellation.cancelled();
  }

  private void interrupted() {
    System.err.println();
    System.err.println("Interrupted: printing what was measured.");
    cancellation.cancel();
    awaitReport();
  }

  private void awaitReport() {
    try {
      if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Gave up waiting for the report.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The report is printed: the JVM may end. */
  @Override
  public void close() {
    printed.countDown();
    if (!happened()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        cancellation.cancel();
      }
    }
  }
}
