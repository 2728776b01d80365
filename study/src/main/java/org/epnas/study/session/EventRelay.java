package org.epnas.study.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;

/**
 * Hands events to listeners on a thread of its own, in the order they happened, so that a slow
 * dashboard does not hold up training. Closing waits until all are delivered, but not for ever.
 */
public final class EventRelay implements SearchListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(EventRelay.class.getName());
  private static final int PATIENCE_SECONDS = 10;

  private final List<SearchListener> listeners;
  private final BitSet failedBefore = new BitSet();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("study-events").daemon().factory());

  /**
   * Starts the thread.
   *
   * @param listeners who hear of every event, in this order
   */
  public EventRelay(List<SearchListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(SearchEvent event) {
    if (!listeners.isEmpty()) {
      thread.execute(() -> deliver(event));
    }
  }

  private void deliver(SearchEvent event) {
    for (int i = 0; i < listeners.size(); i++) {
      try {
        listeners.get(i).on(event);
      } catch (RuntimeException | Error e) {
        LOG.log(
            failedBefore.get(i) ? Level.DEBUG : Level.WARNING,
            "Listener (%s) failed at event (%s); the study goes on."
                .formatted(listeners.get(i).getClass().getName(), event.getClass().getSimpleName()),
            e);
        failedBefore.set(i);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(
            Level.WARNING,
            "A listener still works %s s after the study; it misses what it has not heard yet."
                .formatted(PATIENCE_SECONDS));
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
