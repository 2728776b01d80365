package org.epnas.study.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a job end cleanly when the JVM is told to: the shutdown cancels the work and waits until the
 * results are written and printed, but not for ever. So results are printed before this is closed.
 * A program makes one around a job; this library installs nothing itself. Thread-safe.
 */
public final class Interrupt implements AutoCloseable {
  /** The program's part, since it owns the JVM and the terminal. */
  public interface Program {
    /** Has a thread run when the JVM is told to end, which then waits for it. */
    void add(Thread hook);

    /**
     * Takes it back.
     *
     * @throws IllegalStateException if the JVM is ending already
     */
    void remove(Thread hook);

    /** Says a line to the person at the terminal. */
    void say(String line);
  }

  /** Far longer than a training step, and as long as a person or a service manager waits. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Program program;
  private final String gaveUp;
  private final Duration patience;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch delivered = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param begun what to say when the interrupt comes
   * @param gaveUp what to say when the results take longer than the patience
   */
  public Interrupt(Program program, String begun, String gaveUp, Duration patience) {
    this.program = program;
    this.gaveUp = gaveUp;
    this.patience = patience;
    hook = new Thread(() -> end(begun), "interrupt");
    program.add(hook);
  }

  /** What the interrupt cancels. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Whether it came. */
  public boolean happened() {
    return cancellation.cancelled();
  }

  private void end(String begun) {
    program.say("");
    program.say(begun);
    cancellation.cancel();
    try {
      if (!delivered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        program.say(gaveUp);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The results are written and printed: the JVM may end. */
  @Override
  public void close() {
    delivered.countDown();
    if (!happened()) {
      try {
        program.remove(hook);
      } catch (IllegalStateException e) {
        cancellation.cancel();
      }
    }
  }
}
