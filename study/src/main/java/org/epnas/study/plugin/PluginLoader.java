package org.epnas.study.plugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Gathers entries: built-in ones first, then the class path's, then those of the jars. */
final class PluginLoader {
  /** Names stand on the command line, in file names and before {@code <=}. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private static final int MAX_FAILURES = 100;

  private final Map<PluginKind, NavigableMap<String, RegistryEntry<?>>> entries = new HashMap<>();
  private final List<PluginFault> faults = new ArrayList<>();

  PluginLoader() {
    for (PluginKind kind : PluginKind.values()) {
      entries.put(kind, new TreeMap<>());
    }
  }

  /** An entry of a Dagger module. */
  void builtIn(RegistryEntry<?> entry) {
    of(entry.kind()).put(entry.name(), entry);
  }

  /**
   * Services on the class path.
   *
   * @param known classes that are built in already
   */
  void classPath(ClassLoader loader, Set<Class<?>> known) {
    Map<Path, Origin> origins = new HashMap<>();
    for (PluginKind kind : PluginKind.values()) {
      Iterator<? extends ServiceLoader.Provider<?>> found =
          ServiceLoader.load(kind.service(), loader).stream().iterator();
      while (hasNext(found, kind)) {
        ServiceLoader.Provider<?> provider = found.next();
        if (!known.contains(provider.type())) {
          add(
              kind,
              provider.type().getName(),
              origins.computeIfAbsent(jarOf(provider.type()), PluginLoader::classPathOrigin),
              provider::get);
        }
      }
    }
  }

  /** A class path that fails again and again is given up. */
  private boolean hasNext(Iterator<?> found, PluginKind kind) {
    for (int failures = 0; failures < MAX_FAILURES; failures++) {
      try {
        return found.hasNext();
      } catch (ServiceConfigurationError | LinkageError e) {
        faults.add(
            new PluginFault(
                Optional.of(kind),
                Optional.empty(),
                "class path",
                "",
                "does not load: %s. Maybe remove its jar from the class path."
                    .formatted(LoadFault.firstLine(e.getMessage()))));
      }
    }
    return false;
  }

  /** What lies in the plug-in folder. */
  void folder(PluginFolder.Content content) {
    faults.addAll(content.faults());
    for (PluginJar jar : content.jars()) {
      jar.services()
          .forEach((kind, classes) ->
              classes.forEach(name ->
                  add(kind, name, jar.origin(), () -> instance(kind, name, content.loader()))));
    }
  }

  /** Makes an object of a plug-in; may throw anything. */
  private interface Maker {
    Object make() throws Exception;
  }

  private static Object instance(PluginKind kind, String name, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(name, false, loader);
    if (!kind.service().isAssignableFrom(type)) {
      throw new ClassCastException(type.getName() + " is no " + kind.service().getName());
    }
    return type.getConstructor().newInstance();
  }

  /** Whatever a plug-in throws stays with it. */
  private void add(PluginKind kind, String className, Origin origin, Maker maker) {
    Optional<String> name = Optional.empty();
    String step = "its constructor";
    String reason;
    try {
      Object service = maker.make();
      step = "what it says about itself";
      Registration said = Registration.of(kind, service);
      name = Optional.of(said.name());
      reason = refuse(kind, said.name()).orElse("");
      if (reason.isEmpty()) {
        of(kind)
            .put(
                said.name(),
                new RegistryEntry<>(
                    kind, said.name(), said.description(), origin, said.rank(), said.plugin()));
        return;
      }
    } catch (ClassCastException e) {
      reason =
          "is no %s, though META-INF/services names it so. Maybe move its name to the file of its own type."
              .formatted(kind.service().getSimpleName());
    } catch (NullPointerException | IllegalArgumentException e) {
      reason =
          "gives null or an unusable value when asked for its name and description: %s. Maybe return one."
              .formatted(LoadFault.firstLine(e.getMessage()));
    } catch (Throwable e) {
      Throwable cause =
          e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
      reason = LoadFault.reason(cause, className, step);
    }
    faults.add(new PluginFault(Optional.of(kind), name, origin.jar(), className, reason));
  }

  private Optional<String> refuse(PluginKind kind, String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "has the name (%s), but names are lower-case letters, digits, dots and dashes. Maybe rename it."
              .formatted(name));
    }
    return Optional.ofNullable(of(kind).get(name))
        .map(other ->
            "has the name (%s), which is taken (%s). Maybe rename one, or remove one of the jars."
                .formatted(name, other.origin()));
  }

  private NavigableMap<String, RegistryEntry<?>> of(PluginKind kind) {
    return entries.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  private static Path jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Path.of("");
    }
  }

  private static Origin classPathOrigin(Path jar) {
    String name = String.valueOf(jar.getFileName());
    try {
      String hash = Files.isRegularFile(jar) ? PluginJar.sha256(jar) : "";
      return new Origin(Origin.Source.CLASS_PATH, name, hash);
    } catch (IOException e) {
      return new Origin(Origin.Source.CLASS_PATH, name, "");
    }
  }

  Map<PluginKind, NavigableMap<String, RegistryEntry<?>>> entries() {
    return entries;
  }

  List<PluginFault> faults() {
    return List.copyOf(faults);
  }
}
