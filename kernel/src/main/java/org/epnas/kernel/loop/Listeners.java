package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;

/**
 * Sends events to all listeners. What one throws is logged, loudly the first time, and reaches
 * nobody else.
 */
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<SearchListener> listeners;
  private final BitSet failedBefore = new BitSet();

  Listeners(List<SearchListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Catches errors as well: a search of hours must not die of a progress bar. */
  void send(SearchEvent event) {
    for (int i = 0; i < listeners.size(); i++) {
      try {
        listeners.get(i).on(event);
      } catch (Throwable e) {
        LOG.log(
            failedBefore.get(i) ? Level.DEBUG : Level.WARNING,
            "Listener (%s) failed at event (%s); the search goes on."
                .formatted(listeners.get(i).getClass().getName(), event.getClass().getSimpleName()),
            e);
        failedBefore.set(i);
      }
    }
  }
}
