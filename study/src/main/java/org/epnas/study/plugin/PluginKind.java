package org.epnas.study.plugin;

import org.epnas.kernel.constraint.PenaltyProvider;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SpaceProvider;
import org.epnas.kernel.search.StrategyProvider;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.data.DataProvider;

/** What can be plugged in. */
public enum PluginKind {
  SPACE("Search space", SpaceProvider.class),
  STRATEGY("Strategy", StrategyProvider.class),
  RESOURCE("Constraint", Resource.class),
  PENALTY("Penalty", PenaltyProvider.class),
  BACKEND("Backend", BackendProvider.class),
  DATA("Data set", DataProvider.class),
  STORE("Trial store", TrialStoreProvider.class),
  LISTENER("Listener", ListenerProvider.class);

  private final String label;
  private final Class<?> service;

  PluginKind(String label, Class<?> service) {
    this.label = label;
    this.service = service;
  }

  /** As messages name it, for example {@code Search space}. */
  public String label() {
    return label;
  }

  /** What a plug-in of this kind implements and names in {@code META-INF/services}. */
  public Class<?> service() {
    return service;
  }
}
