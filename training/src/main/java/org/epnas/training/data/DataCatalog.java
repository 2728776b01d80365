package org.epnas.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;

/**
 * Finds and reads data sets, by name or folder. A named one is looked for in {@code FOLDER/NAME} of
 * each data folder in turn; a folder is recognised by its content: IDX files, CIFAR binary files,
 * or one folder of images per class. Thread-safe.
 */
public final class DataCatalog {
  /** The data set that comes with the program. */
  public static final String DEFAULT = "fashion-mnist-10k";

  private static final String LOCATION = ":";

  private static final String DEFAULT_DESCRIPTION =
      "10,000 grey 28x28 images of clothes in 10 classes: the Fashion-MNIST test split, comes with the program";

  private final List<Path> folders;
  private final List<DataProvider> providers;

  /**
   * @param folders searched in this order, at least one
   */
  public DataCatalog(List<Path> folders) {
    this(folders, List.of());
  }

  private DataCatalog(List<Path> folders, List<DataProvider> providers) {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("A data catalogue needs at least one folder.");
    }
    this.folders = List.copyOf(folders);
    this.providers = List.copyOf(providers);
  }

  /**
   * The catalogue of this user and machine: {@code $EPNAS_DATA}, the user's cache ({@code
   * $XDG_CACHE_HOME/epnas/data}, otherwise {@code ~/.cache/epnas/data}), then the folder of
   * packaged data sets, {@code /usr/share/datasets}.
   *
   * @param environment variables by name, usually {@link System#getenv()}
   * @param home the user's home folder
   */
  public static DataCatalog of(Map<String, String> environment, Path home) {
    List<Path> folders = new ArrayList<>();
    variable(environment, "EPNAS_DATA").ifPresent(folders::add);
    Path cache = variable(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    folders.add(cache.resolve("epnas").resolve("data"));
    folders.add(Path.of("/usr/share/datasets"));
    return new DataCatalog(folders);
  }

  /** A copy that looks into {@code folder} first. */
  public DataCatalog with(Path folder) {
    return new DataCatalog(Stream.concat(Stream.of(folder), folders.stream()).toList(), providers);
  }

  /** A copy that also knows what plug-ins bring. */
  public DataCatalog with(List<DataProvider> plugins) {
    return new DataCatalog(folders, Stream.concat(providers.stream(), plugins.stream()).toList());
  }

  /** What is known by name, in a fixed order. */
  public List<Entry> entries() {
    Stream<Entry> known =
        KnownData.ALL.stream()
            .map(data -> new Entry(data.title(), data.description(), false, locate(data)));
    Entry bundled = new Entry(DEFAULT, DEFAULT_DESCRIPTION, true, Optional.empty());
    Stream<Entry> provided =
        providers.stream()
            .map(data -> new Entry(data.name(), data.description(), true, Optional.empty()));
    return Stream.of(Stream.of(bundled), known, provided).flatMap(all -> all).toList();
  }

  /**
   * @param name as written after {@code --data}
   * @param bundled whether it comes with the program or a plug-in
   * @param location the folder where it was found; empty for a bundled or missing one
   */
  public record Entry(String name, String description, boolean bundled, Optional<Path> location) {
    public boolean available() {
      return bundled || location.isPresent();
    }
  }

  /** As {@link #load(String, OptionalInt)} with images of the size they have. */
  public TrainingData load(String nameOrFolder) {
    return load(nameOrFolder, OptionalInt.empty());
  }

  /**
   * Reads and checks a data set.
   *
   * @param nameOrFolder a known name, a plug-in's {@code NAME:LOCATION}, otherwise a folder
   * @param imageSide crops and resizes the images of an image folder to squares of this side
   * @throws DataException if it is missing, damaged or inconsistent; the message says what to do
   */
  public TrainingData load(String nameOrFolder, OptionalInt imageSide) {
    ImageData.requireSide(imageSide);
    if (nameOrFolder.equals(DEFAULT)) {
      DataFormat.refuseResize(imageSide, Path.of(DEFAULT));
      return BundledData.fashionMnist10k(DEFAULT);
    }
    for (KnownData known : KnownData.ALL) {
      if (known.title().equals(nameOrFolder)) {
        return known.read(locate(known).orElseThrow(() -> known.missing(folders)), imageSide);
      }
    }
    for (DataProvider provider : providers) {
      if (nameOrFolder.equals(provider.name())
          || nameOrFolder.startsWith(provider.name() + LOCATION)) {
        return provided(provider, nameOrFolder, imageSide);
      }
    }
    return folder(nameOrFolder, imageSide);
  }

  /**
   * What means the same data from any working folder: a known name as it is, a folder as its whole
   * path. Links in it stay.
   *
   * @param nameOrFolder as in {@link #load(String)}; what is neither comes back unchanged
   */
  public String located(String nameOrFolder) {
    boolean known =
        nameOrFolder.equals(DEFAULT)
            || KnownData.ALL.stream().anyMatch(data -> data.title().equals(nameOrFolder))
            || providers.stream()
                .anyMatch(provider ->
                    nameOrFolder.equals(provider.name())
                        || nameOrFolder.startsWith(provider.name() + LOCATION));
    if (known || nameOrFolder.isBlank() || !Files.isDirectory(Path.of(nameOrFolder))) {
      return nameOrFolder;
    }
    Path whole = Path.of(nameOrFolder).toAbsolutePath();
    return (sameFile(whole, whole.normalize()) ? whole.normalize() : whole).toString();
  }

  /** Behind a link, {@code ..} leads elsewhere than the text says. */
  private static boolean sameFile(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static TrainingData provided(DataProvider provider, String given, OptionalInt imageSide) {
    DataFormat.refuseResize(imageSide, Path.of(provider.name()));
    int used = provider.name().length() + LOCATION.length();
    return provider.load(given.substring(Math.min(used, given.length())));
  }

  private Optional<Path> locate(KnownData known) {
    return folders.stream()
        .map(folder -> folder.resolve(known.title()))
        .filter(folder -> Files.isDirectory(folder) && known.format().recognises(folder))
        .findFirst();
  }

  private TrainingData folder(String given, OptionalInt imageSide) {
    if (given.isBlank()) {
      // It would be the working folder.
      throw new DataException(
          "Data (%s) has no name. Maybe a variable of the shell is not set.".formatted(given));
    }
    Path folder = Path.of(given);
    try {
      if (!Reachable.exists(folder)) {
        throw new DataException(
            "Data (%s) is neither a known name (%s) nor a folder. Maybe check the spelling."
                .formatted(given, names()));
      }
    } catch (IOException e) {
      throw new DataException(
          "Data (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(given, IoReason.of(e, folder)),
          e);
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "Data (%s) is a file, not a folder. Maybe unpack it, and name the folder that it lies in."
              .formatted(given));
    }
    return ImageData.read(folder, imageSide);
  }

  private String names() {
    return entries().stream().map(Entry::name).collect(Collectors.joining(", "));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
