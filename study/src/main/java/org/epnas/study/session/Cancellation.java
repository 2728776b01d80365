package org.epnas.study.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a task soon, with the results so far, however many searches and trainings it consists of.
 * Thread-safe; cancelled once and for good.
 */
public final class Cancellation {
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();

  /** Work that a cancellation ends, until it is over. */
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Has a cancellation end some work.
   *
   * @param cancel asks the work to end soon; may be called at once, from any thread, and twice
   * @return to be closed when the work is over
   */
  public Work during(Runnable cancel) {
    running.add(cancel);
    if (cancelled.get()) {
      cancel.run();
    }
    return () -> running.remove(cancel);
  }

  /** Asks all running work, and all that begins later, to end. */
  public void cancel() {
    cancelled.set(true);
    running.forEach(Runnable::run);
  }

  public boolean cancelled() {
    return cancelled.get();
  }
}
