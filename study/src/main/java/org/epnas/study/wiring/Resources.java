package org.epnas.study.wiring;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.constraint.Resource;
import org.epnas.study.config.ConfigurationException;

/**
 * What constraints can limit: the resources of this build's modules and of the jars in the plug-ins
 * folder.
 */
@Singleton
public final class Resources {
  private final SortedMap<String, Resource> byName;

  @Inject
  Resources(Map<String, Resource> contributed) {
    this(contributed, ServiceLoader.load(Resource.class));
  }

  /**
   * @throws ConfigurationException if two resources share a name
   */
  Resources(Map<String, Resource> contributed, Iterable<Resource> plugins) {
    SortedMap<String, Resource> all = new TreeMap<>(contributed);
    for (Resource plugin : plugins) {
      String name = plugin.descriptor().name();
      Resource other = all.putIfAbsent(name, plugin);
      if (other != null) {
        throw new ConfigurationException(
            "Plug-in (%s) offers resource (%s), which (%s) offers already. Maybe rename one."
                .formatted(plugin.getClass().getName(), name, other.getClass().getName()));
      }
    }
    byName = Collections.unmodifiableSortedMap(all);
  }

  public SortedMap<String, Resource> byName() {
    return byName;
  }
}
