package org.epnas.study.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * The folder that plug-in jars lie in. All its jars share one class loader, whose parent is that of
 * the program, so that a plug-in's libraries may lie beside it.
 *
 * @param path empty where there is no such folder
 */
public record PluginFolder(Optional<Path> path) {
  /** System property that names the folder; the launcher sets it. */
  public static final String PROPERTY = "epnas.plugins";

  /** Environment variable that names the folder. */
  public static final String VARIABLE = "EPNAS_PLUGINS";

  private static final Path USUAL = Path.of("plugins");

  /** The folder that the property names, otherwise the variable. */
  public static PluginFolder ofProcess() {
    return new PluginFolder(
        Optional.ofNullable(System.getProperty(PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
            .filter(name -> !name.isBlank())
            .map(Path::of));
  }

  /**
   * What lies in the folder.
   *
   * @param jars those that are whole, in order of their names
   * @param loader finds the classes of all of them; keeps their files open
   */
  record Content(List<PluginJar> jars, URLClassLoader loader, List<PluginFault> faults) {}

  /** Opens every jar; none is at fault for another's sake. */
  Content read() {
    List<PluginFault> faults = new ArrayList<>(strayFolder());
    List<PluginJar> jars = new ArrayList<>();
    for (Path file : files(faults)) {
      String name = String.valueOf(file.getFileName());
      if (Files.isDirectory(file)) {
        inSubfolder(file).ifPresent(faults::add);
      } else if (name.endsWith(".jar")) {
        open(file, jars, faults);
      } else if (name.endsWith(".zip")) {
        faults.add(
            PluginFault.ofFile(
                name, "is not read: plug-ins are files (*.jar). Maybe rename it to end in .jar."));
      }
    }
    faults.addAll(twice(jars));
    return new Content(List.copyOf(jars), loader(jars), faults);
  }

  private List<Path> files(List<PluginFault> faults) {
    if (path.isEmpty() || !Files.isDirectory(path.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path.get())) {
      return files.sorted().toList();
    } catch (IOException e) {
      faults.add(
          PluginFault.ofFile(
              path.get().toString(),
              "cannot be listed: %s. Maybe check who may read the folder."
                  .formatted(IoReason.of(e, path.get()))));
      return List.of();
    }
  }

  private static void open(Path file, List<PluginJar> jars, List<PluginFault> faults) {
    String name = String.valueOf(file.getFileName());
    try {
      PluginJar jar = PluginJar.read(file);
      Optional<PluginJar> same =
          jars.stream().filter(other -> other.sha256().equals(jar.sha256())).findFirst();
      if (same.isPresent()) {
        faults.add(
            PluginFault.ofFile(
                name,
                "is the same file as (%s), which is used. Maybe remove one of them."
                    .formatted(same.get().name())));
      } else if (jar.classes().isEmpty()) {
        faults.add(PluginFault.ofFile(name, "holds no class. Maybe build it again, or remove it."));
      } else {
        jars.add(jar);
      }
    } catch (IOException e) {
      faults.add(noJar(name, IoReason.of(e, file)));
    } catch (SecurityException | IllegalArgumentException e) {
      faults.add(noJar(name, e.getMessage()));
    }
  }

  private static PluginFault noJar(String name, @Nullable String why) {
    return PluginFault.ofFile(
        name,
        "is no jar that can be read: %s. Maybe copy it again, or remove it."
            .formatted(LoadFault.firstLine(why)));
  }

  private static Optional<PluginFault> inSubfolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .findFirst()
          .map(jar ->
              PluginFault.ofFile(
                  folder.getFileName() + "/" + jar.getFileName(),
                  "lies in a subfolder, which is not searched. Maybe move it up into (%s)."
                      .formatted(folder.getParent())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** People put jars into the folder where they stand, which need not be the program's. */
  private List<PluginFault> strayFolder() {
    try {
      if (!Files.isDirectory(USUAL) || (path.isPresent() && isSame(USUAL, path.get()))) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(USUAL)) {
        return files
            .filter(file -> file.toString().endsWith(".jar"))
            .sorted()
            .map(jar -> PluginFault.ofFile("./" + jar, unusedFolder()))
            .toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isSame(Path a, Path b) throws IOException {
    return Files.isDirectory(b) && Files.isSameFile(a, b);
  }

  private String unusedFolder() {
    return path.map(used ->
            "lies in the working directory, but plug-ins are read from (%s). Maybe move it there, or set %s."
                .formatted(used, VARIABLE))
        .orElse(
            "lies in the working directory, but no plug-in folder is set. Maybe set %s=plugins."
                .formatted(VARIABLE));
  }

  /** Different classes of one name: which one is used is up to the order of the files' names. */
  private static List<PluginFault> twice(List<PluginJar> jars) {
    List<PluginFault> faults = new ArrayList<>();
    Map<String, PluginJar> first = new HashMap<>();
    for (PluginJar jar : jars) {
      jar.classes().entrySet().stream()
          .filter(entry -> {
            PluginJar other = first.get(entry.getKey());
            return other != null && !entry.getValue().equals(other.classes().get(entry.getKey()));
          })
          .findFirst()
          .ifPresent(entry ->
              faults.add(
                  twice(
                      jar,
                      Objects.requireNonNull(first.get(entry.getKey()), "found by the filter"),
                      entry.getKey())));
      jar.classes().keySet().forEach(name -> first.putIfAbsent(name, jar));
    }
    return faults;
  }

  private static PluginFault twice(PluginJar jar, PluginJar other, String entry) {
    return new PluginFault(
        Optional.empty(),
        Optional.empty(),
        jar.name(),
        entry.replace(".class", "").replace('/', '.'),
        "is a second version: the one of jar (%s) is used. Maybe remove one of the jars."
            .formatted(other.name()));
  }

  private static URLClassLoader loader(List<PluginJar> jars) {
    URL[] urls = jars.stream().map(PluginFolder::url).toArray(URL[]::new);
    return new URLClassLoader("epnas-plugins", urls, PluginFolder.class.getClassLoader());
  }

  private static URL url(PluginJar jar) {
    try {
      return jar.file().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("Every file has a URL.", e);
    }
  }
}
