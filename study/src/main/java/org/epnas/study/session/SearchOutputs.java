package org.epnas.study.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.plugin.Registry;

/**
 * The listeners and trial stores that a search names, opened for it. The listeners hear of its
 * events on a thread of their own. Confined to the search's thread; closed when the search is over.
 */
final class SearchOutputs implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SearchOutputs.class.getName());

  private final List<NamedStore> stores = new ArrayList<>();
  private final List<Object> opened = new ArrayList<>();
  private final EventRelay relay;

  /**
   * Looked up before anything is made.
   *
   * @param listeners in the order of the flags
   * @param stores in the order of the flags
   */
  record Named(List<ListenerProvider> listeners, List<TrialStoreProvider> stores) {
    /**
     * Finds what the flags name.
     *
     * @throws ConfigurationException if a name is unknown; the message says which there are
     */
    static Named of(OutputConfiguration names, Registry registry) {
      return new Named(
          names.listeners().stream().map(registry::listener).toList(),
          names.stores().stream().map(registry::store).toList());
    }

    /**
     * Opens them for one search.
     *
     * @param run folder of the run, which exists
     * @param goesOn whether an earlier process began the search
     * @throws ConfigurationException if one cannot be opened; those before it are closed then
     */
    SearchOutputs open(Path run, boolean goesOn) {
      return new SearchOutputs(this, run, goesOn);
    }
  }

  /**
   * A store under the name that the person gave.
   *
   * @param held numbers of trials that an earlier process put there
   */
  record NamedStore(String name, TrialStore store, Set<Integer> held) {}

  private SearchOutputs(Named named, Path run, boolean goesOn) {
    try {
      for (TrialStoreProvider provider : named.stores()) {
        String name = provider.name();
        TrialStore store = opened("--store", name, provider::open, run);
        Set<Integer> held = held(store);
        if (!goesOn) {
          requireEmpty(name, held);
        }
        stores.add(new NamedStore(name, store, held));
      }
      List<SearchListener> listeners = new ArrayList<>();
      for (ListenerProvider provider : named.listeners()) {
        listeners.add(opened("--listener", provider.name(), provider::open, run));
      }
      relay = new EventRelay(listeners);
    } catch (ConfigurationException e) {
      closeOpened();
      throw e;
    }
  }

  private static Set<Integer> held(TrialStore store) {
    return store.trials().stream().map(Trial::id).collect(Collectors.toSet());
  }

  private static void requireEmpty(String name, Set<Integer> held) {
    if (!held.isEmpty()) {
      throw new ConfigurationException(
          "Trial store (%s) already holds (%s) trials; a search starts with an empty one. Maybe use a new run folder."
              .formatted(name, held.size()));
    }
  }

  /** Whatever a plug-in throws is its own fault, and said in one line. */
  private <T> T opened(String flag, String name, Function<Path, T> open, Path run) {
    try {
      T made = Objects.requireNonNull(open.apply(run), "it gave null");
      opened.add(made);
      return made;
    } catch (RuntimeException | Error e) {
      throw new ConfigurationException(
          "Flag (%s) names (%s), which cannot be opened: %s. Maybe leave it out, or ask its author."
              .formatted(flag, name, e),
          e);
    }
  }

  /** What hears of every event. */
  SearchListener listener() {
    return relay;
  }

  /**
   * Where trials go.
   *
   * @param first the run folder's own, which has a trial before the others do
   */
  TrialStore store(TrialStore first) {
    return stores.isEmpty() ? first : new TrialStores(first, stores);
  }

  /** Waits until the listeners have heard everything, but not for ever. May be called twice. */
  @Override
  public void close() {
    relay.close();
    closeOpened();
  }

  private void closeOpened() {
    for (Object plugin : opened) {
      if (plugin instanceof AutoCloseable closeable) {
        close(closeable);
      }
    }
    opened.clear();
  }

  private static void close(AutoCloseable plugin) {
    try {
      plugin.close();
    } catch (Exception | Error e) {
      LOG.log(
          Level.WARNING,
          "Plug-in (%s) could not be closed: %s".formatted(plugin.getClass().getName(), e));
    }
  }
}
