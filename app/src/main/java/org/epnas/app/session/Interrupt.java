package org.epnas.app.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command end cleanly on Ctrl-C or a polite kill: the JVM's shutdown waits until the command
 * has written its results, for at most half a minute. Thread-safe.
 */
public final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch written = new CountDownLatch(1);
  private final AtomicBoolean happened = new AtomicBoolean();
  private final Set<Runnable> cancels = ConcurrentHashMap.newKeySet();
  private final String message;
  private final Thread hook;

  /** For a command that runs trials. */
  public Interrupt() {
    this("Interrupted: ending the running trials and keeping the results.");
  }

  /**
   * @param message for the user when it happens
   */
  public Interrupt(String message) {
    this.message = message;
    hook = new Thread(this::interrupted, "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Work that an interrupt ends, until it is over. */
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Has an interrupt end some work.
   *
   * @param cancel asks the work to end soon; may be called at once, from any thread, and twice
   * @return to be closed when the work is over
   */
  public Work during(Runnable cancel) {
    cancels.add(cancel);
    if (happened.get()) {
      cancel.run();
    }
    return () -> cancels.remove(cancel);
  }

  private void interrupted() {
    happened.set(true);
    System.err.println();
    System.err.println(message);
    cancels.forEach(Runnable::run);
    awaitResults();
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
