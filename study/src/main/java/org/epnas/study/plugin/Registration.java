package org.epnas.study.plugin;

import java.util.function.Function;
import org.epnas.kernel.constraint.PenaltyProvider;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SpaceProvider;
import org.epnas.kernel.search.StrategyProvider;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.data.DataProvider;

/**
 * What a service says about itself.
 *
 * @param plugin what is used of it
 */
record Registration(String name, String description, int rank, Object plugin) {
  /** Asks a service; it may throw anything. */
  static Registration of(PluginKind kind, Object service) {
    return switch (kind) {
      case SPACE -> {
        SpaceProvider space = (SpaceProvider) service;
        yield plain(space.name(), space.description(), space.factory());
      }
      case STRATEGY -> {
        StrategyProvider strategy = (StrategyProvider) service;
        yield plain(strategy.name(), strategy.description(), strategy.factory());
      }
      case PENALTY -> {
        PenaltyProvider penalty = (PenaltyProvider) service;
        yield plain(penalty.name(), penalty.description(), penalty.penalty());
      }
      case RESOURCE -> of((Resource) service);
      case BACKEND -> of((BackendProvider) service);
      case DATA -> itself((DataProvider) service, DataProvider::name, DataProvider::description);
      case STORE ->
          itself(
              (TrialStoreProvider) service,
              TrialStoreProvider::name,
              TrialStoreProvider::description);
      case LISTENER ->
          itself((ListenerProvider) service, ListenerProvider::name, ListenerProvider::description);
    };
  }

  private static Registration of(Resource resource) {
    Resource.Descriptor descriptor = resource.descriptor();
    return plain(descriptor.name(), descriptor.description(), resource);
  }

  private static Registration of(BackendProvider backend) {
    BackendProvider.Description description = backend.description();
    return new Registration(description.name(), description.summary(), description.rank(), backend);
  }

  private static <T> Registration itself(
      T provider, Function<T, String> name, Function<T, String> description) {
    return plain(name.apply(provider), description.apply(provider), provider);
  }

  private static Registration plain(String name, String description, Object plugin) {
    return new Registration(name, description, 0, plugin);
  }

  /** Plug-ins may come from code that is not checked for null. */
  @SuppressWarnings("ConstantValue")
  Registration {
    if (name == null || description == null || plugin == null) {
      throw new IllegalArgumentException("a name, description or factory that is null");
    }
  }
}
