package org.epnas.app.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command end cleanly on Ctrl-C or a polite kill: the JVM's shutdown waits until the command
 * has written its results, for at most half a minute.
 */
public final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch written = new CountDownLatch(1);
  private final AtomicBoolean happened = new AtomicBoolean();
  private final Thread hook;

  /**
   * @param cancel asks the running work to end soon
   */
  public Interrupt(Runnable cancel) {
    hook =
        new Thread(
            () -> {
              happened.set(true);
              System.err.println();
              System.err.println("Interrupted: ending the running trials and keeping the results.");
              cancel.run();
              awaitResults();
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitResults() {
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Gave up waiting for the running trials.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean happened() {
    return happened.get();
  }

  /** The results are written: the JVM may end. */
  @Override
  public void close() {
    written.countDown();
    if (!happened.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        happened.set(true);
      }
    }
  }
}
