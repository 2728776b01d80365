package org.epnas.study.wiring;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.Multibinds;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.nativecpu.OneDnnBackendProvider;
import org.epnas.nativecuda.CudaBackendProvider;
import org.epnas.study.plugin.PluginFolder;
import org.epnas.study.plugin.PluginKind;
import org.epnas.study.plugin.Registry;
import org.epnas.study.plugin.RegistryEntry;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.reference.ReferenceBackendProvider;

/** The registry, filled with what the other modules contribute and then with plug-ins. */
@Module
abstract class RegistryModule {
  private RegistryModule() {}

  @Multibinds
  abstract Map<String, TrialStoreProvider> stores();

  @Multibinds
  abstract Map<String, ListenerProvider> listeners();

  @Provides
  @Singleton
  static Registry registry(
      Map<String, SearchSpace.Factory> spaces,
      Map<String, StrategyModule.NamedStrategy> strategies,
      Map<String, Resource> resources,
      Map<String, ConstraintPenalty> penalties,
      Map<String, TrialStoreProvider> stores,
      Map<String, ListenerProvider> listeners) {
    List<RegistryEntry<?>> all = new ArrayList<>();
    spaces.forEach((name, it) -> all.add(entry(PluginKind.SPACE, name, it.description(), it)));
    strategies.forEach(
        (name, it) -> all.add(entry(PluginKind.STRATEGY, name, it.description(), it.factory())));
    resources.forEach(
        (name, it) -> all.add(entry(PluginKind.RESOURCE, name, it.descriptor().description(), it)));
    penalties.forEach((name, it) -> all.add(entry(PluginKind.PENALTY, name, it.description(), it)));
    stores.forEach((name, it) -> all.add(entry(PluginKind.STORE, name, it.description(), it)));
    listeners.forEach(
        (name, it) -> all.add(entry(PluginKind.LISTENER, name, it.description(), it)));
    DataModule.builtIn()
        .entries()
        .forEach(it -> all.add(entry(PluginKind.DATA, it.name(), it.description(), it)));
    List<BackendProvider> backends = backends();
    backends.forEach(it -> all.add(entry(it)));
    return new Registry(
        all,
        Set.of(
            OneDnnBackendProvider.class, CudaBackendProvider.class, ReferenceBackendProvider.class),
        PluginFolder.ofProcess());
  }

  private static List<BackendProvider> backends() {
    return List.of(
        new OneDnnBackendProvider(), new CudaBackendProvider(), new ReferenceBackendProvider());
  }

  private static <T> RegistryEntry<T> entry(
      PluginKind kind, String name, String description, T plugin) {
    return RegistryEntry.builtIn(kind, name, description, 0, plugin);
  }

  private static RegistryEntry<BackendProvider> entry(BackendProvider backend) {
    BackendProvider.Description said = backend.description();
    return RegistryEntry.builtIn(
        PluginKind.BACKEND, said.name(), said.summary(), said.rank(), backend);
  }
}
