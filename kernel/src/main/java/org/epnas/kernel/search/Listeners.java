package org.epnas.kernel.search;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Sends events to all listeners; what one throws is logged and reaches nobody else. */
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<SearchListener> listeners;

  Listeners(List<SearchListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Errors of a plug-in's classes included: a search of hours must not die of a progress bar. */
  void send(SearchEvent event) {
    for (SearchListener listener : listeners) {
      try {
        listener.on(event);
      } catch (Throwable e) {
        String name = listener.getClass().getName();
        String kind = event.getClass().getSimpleName();
        LOG.log(
            Level.WARNING,
            "Listener (%s) failed at event (%s); the search goes on.".formatted(name, kind),
            e);
      }
    }
  }
}
