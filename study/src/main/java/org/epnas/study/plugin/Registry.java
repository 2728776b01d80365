package org.epnas.study.plugin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Suggestion;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.data.DataProvider;

/**
 * Everything that a study can name: what Dagger modules contribute, services on the class path, and
 * services in the jars of the plug-in folder. Immutable and thread-safe; closed when no plug-in of
 * the folder is needed any more.
 */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Registry.class.getName());

  /** What stands before the operator of a constraint. */
  private static final Pattern OPERATOR = Pattern.compile("\\s*[<>=!].*");

  private final Map<PluginKind, NavigableMap<String, RegistryEntry<?>>> entries;
  private final List<PluginFault> faults;
  private final PluginFolder folder;
  private final URLClassLoader jars;

  /**
   * Reads the plug-in folder, if there is one.
   *
   * @param builtIn what Dagger modules contribute
   * @param known services on the class path that are among the built-in entries
   */
  public Registry(List<RegistryEntry<?>> builtIn, Set<Class<?>> known, PluginFolder folder) {
    PluginLoader loader = new PluginLoader();
    builtIn.forEach(loader::builtIn);
    loader.classPath(contextLoader(), known);
    PluginFolder.Content content = folder.read();
    jars = content.loader();
    loader.folder(content);
    entries = Map.copyOf(loader.entries());
    faults = loader.faults();
    this.folder = folder;
  }

  /** Closes the jars of the plug-in folder: no class of them can be loaded afterwards. */
  @Override
  public void close() {
    try {
      jars.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Plug-in folder could not be closed: %s.".formatted(IoReason.of(e)));
    }
  }

  private static ClassLoader contextLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Registry.class.getClassLoader() : context;
  }

  /** All entries of a kind, by name. */
  public List<RegistryEntry<?>> entries(PluginKind kind) {
    return List.copyOf(byName(kind).values());
  }

  /** What of the class path and the plug-in folder cannot be used, and why. */
  public List<PluginFault> faults() {
    return faults;
  }

  /** Where plug-in jars are looked for. */
  public PluginFolder folder() {
    return folder;
  }

  /** The space of that name, see {@link #strategy}. */
  public SearchSpace.Factory space(String name) {
    return find(PluginKind.SPACE, name, SearchSpace.Factory.class);
  }

  /**
   * The strategy of that name.
   *
   * @throws ConfigurationException if there is none; the message says which plug-in may have been
   *     meant and why it cannot be used
   */
  public SearchStrategy.Factory strategy(String name) {
    return find(PluginKind.STRATEGY, name, SearchStrategy.Factory.class);
  }

  /** The penalty of that name, see {@link #strategy}. */
  public ConstraintPenalty penalty(String name) {
    return find(PluginKind.PENALTY, name, ConstraintPenalty.class);
  }

  /** What brings the listener of that name, see {@link #strategy}. */
  public ListenerProvider listener(String name) {
    return find(PluginKind.LISTENER, name, ListenerProvider.class);
  }

  /** What brings the trial store of that name, see {@link #strategy}. */
  public TrialStoreProvider store(String name) {
    return find(PluginKind.STORE, name, TrialStoreProvider.class);
  }

  /** What constraints can limit, by name. */
  public NavigableMap<String, Resource> resources() {
    NavigableMap<String, Resource> resources = new TreeMap<>();
    byName(PluginKind.RESOURCE)
        .forEach((name, entry) -> resources.put(name, Resource.class.cast(entry.plugin())));
    return resources;
  }

  /** Data sets and formats of plug-ins. */
  public List<DataProvider> data() {
    return byName(PluginKind.DATA).values().stream()
        .map(RegistryEntry::plugin)
        .filter(DataProvider.class::isInstance)
        .map(DataProvider.class::cast)
        .toList();
  }

  /** Backends, the preferred one first. */
  public List<BackendProvider> backends() {
    return byName(PluginKind.BACKEND).values().stream()
        .sorted(Comparator.<RegistryEntry<?>>comparingInt(RegistryEntry::rank).reversed())
        .map(entry -> BackendProvider.class.cast(entry.plugin()))
        .toList();
  }

  /**
   * Checks that what constraints limit is known, where a faulty plug-in may be the reason why not.
   *
   * @param constraints as people write them
   * @param others names of resources that are known from elsewhere
   * @throws ConfigurationException naming the fault
   */
  public void requireResources(List<String> constraints, Collection<String> others) {
    Set<String> known = new HashSet<>(others);
    known.addAll(byName(PluginKind.RESOURCE).keySet());
    for (String constraint : constraints) {
      String name = OPERATOR.matcher(constraint.strip()).replaceFirst("");
      if (!known.contains(name)) {
        requireNoFault(PluginKind.RESOURCE, name);
      }
    }
  }

  /**
   * Checks that no plug-in that would bring this name is at fault.
   *
   * @throws ConfigurationException naming the fault
   */
  public void requireNoFault(PluginKind kind, String name) {
    String why = faults(kind, name);
    if (!why.isEmpty()) {
      Set<String> known = byName(kind).keySet();
      throw new ConfigurationException(
          "%s (%s) is not among those that can be used (%s).%s %s"
              .formatted(
                  kind.label(),
                  name,
                  String.join(", ", known),
                  Suggestion.sentence(name, known),
                  why));
    }
  }

  /** Those of that name, otherwise those that could not say theirs. */
  private String faults(PluginKind kind, String name) {
    List<PluginFault> possible =
        faults.stream().filter(fault -> fault.kind().map(kind::equals).orElse(true)).toList();
    List<PluginFault> named =
        possible.stream().filter(fault -> fault.name().equals(Optional.of(name))).toList();
    return (named.isEmpty() ? possible : named)
        .stream()
            .filter(fault -> fault.name().isEmpty() || !named.isEmpty())
            .map(PluginFault::toString)
            .collect(Collectors.joining(" "));
  }

  /** Those of some entries that are plug-ins, for the run record. */
  public List<UsedPlugin> used(Map<PluginKind, List<String>> names) {
    List<UsedPlugin> used = new ArrayList<>();
    names.forEach((kind, some) ->
        some.stream()
            .map(byName(kind)::get)
            .flatMap(Stream::ofNullable)
            .filter(entry -> entry.origin().source() != Origin.Source.BUILT_IN)
            .map(UsedPlugin::of)
            .forEach(used::add));
    return List.copyOf(used);
  }

  private <T> T find(PluginKind kind, String name, Class<T> type) {
    RegistryEntry<?> found = byName(kind).get(name);
    if (found == null) {
      requireNoFault(kind, name);
      Set<String> known = byName(kind).keySet();
      throw new ConfigurationException(
          "%s (%s) is unknown.%s Known: %s."
              .formatted(
                  kind.label(),
                  name,
                  Suggestion.sentence(name, known),
                  known.isEmpty() ? "none, it takes a plug-in" : String.join(", ", known)));
    }
    return type.cast(found.plugin());
  }

  private NavigableMap<String, RegistryEntry<?>> byName(PluginKind kind) {
    return entries.getOrDefault(kind, new TreeMap<>());
  }
}
