package org.epnas.study.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.plugin.PluginKind;
import org.epnas.study.plugin.Registry;
import org.epnas.study.plugin.UsedPlugin;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.BackendDevice;

/**
 * Finds the plug-ins of a search, for its record; what the program brings itself is none.
 *
 * @param constraints of the search
 */
record UsedPlugins(SearchConfiguration configuration, List<Constraint> constraints) {
  /**
   * Of a search in a table.
   *
   * @param space of the table
   */
  List<UsedPlugin> of(String space, Registry registry) {
    Map<PluginKind, List<String>> names = named(Set.of());
    names.put(PluginKind.SPACE, List.of(space));
    names.put(PluginKind.STRATEGY, List.of(configuration.strategy()));
    names.put(PluginKind.PENALTY, List.of(configuration.limits().penalty()));
    return registry.used(names);
  }

  /** Of a search that trains. */
  List<UsedPlugin> of(
      Evaluation.Trained trained,
      Ingredients given,
      List<BackendDevice> devices,
      Registry registry) {
    Map<PluginKind, List<String>> names = named(own(given));
    names.put(
        PluginKind.BACKEND,
        devices.stream().map(device -> device.backend().name()).distinct().toList());
    if (given.space().isEmpty()) {
      names.put(PluginKind.SPACE, List.of(trained.space()));
    }
    if (given.strategy().isEmpty()) {
      names.put(PluginKind.STRATEGY, List.of(configuration.strategy()));
    }
    if (given.penalty().isEmpty()) {
      names.put(PluginKind.PENALTY, List.of(configuration.limits().penalty()));
    }
    if (given.data().isEmpty()) {
      names.put(PluginKind.DATA, List.of(EpnasComponent.dataName(trained.data())));
    }
    return registry.used(names);
  }

  private static Set<String> own(Ingredients given) {
    return given.resources().stream()
        .map(resource -> resource.descriptor().name())
        .collect(Collectors.toSet());
  }

  private Map<PluginKind, List<String>> named(Set<String> ownResources) {
    Map<PluginKind, List<String>> names = new EnumMap<>(PluginKind.class);
    names.put(
        PluginKind.RESOURCE,
        constraints.stream()
            .map(Constraint::name)
            .filter(name -> !ownResources.contains(name))
            .toList());
    names.put(PluginKind.LISTENER, configuration.output().listeners());
    names.put(PluginKind.STORE, configuration.output().stores());
    return names;
  }
}
