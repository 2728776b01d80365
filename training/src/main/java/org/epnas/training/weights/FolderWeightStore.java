package org.epnas.training.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.epnas.kernel.file.OwnerOnly;

/**
 * Keeps the weights of each trial in a safetensors file, {@code trial-00042.safetensors}, with its
 * metadata, so that they outlive the process, and a loss of power: a file is forced to the disk
 * under another name, then renamed, and carries a checksum. Everything is kept until {@link
 * #retain} says otherwise.
 */
public final class FolderWeightStore implements WeightStore {
  private static final Logger LOG = System.getLogger(FolderWeightStore.class.getName());

  private static final Pattern FILE = Pattern.compile("trial-(\\d{1,9})\\.safetensors");

  private final Path folder;

  /**
   * @param folder made with the first weights
   */
  public FolderWeightStore(Path folder) {
    this.folder = folder;
  }

  /** Where a trial's weights are, or would be. */
  public Path file(int trial) {
    return folder.resolve(String.format(Locale.ROOT, "trial-%05d.safetensors", trial));
  }

  @Override
  public void put(int trial, Weights weights) {
    put(trial, weights, Map.of());
  }

  @Override
  public void put(int trial, Weights weights, Map<String, String> metadata) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put("trial", Integer.toString(trial));
    all.put(WeightsChecksum.KEY, WeightsChecksum.of(weights));
    try {
      OwnerOnly.createDirectories(folder);
      SafeTensors.writeDurably(file(trial), weights, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that a disk has changed count as none, with a line in the log. */
  @Override
  public Optional<Weights> get(int trial) {
    Path file = file(trial);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      SafeTensors.Content content = SafeTensors.read(file);
      // Older files have none.
      String checksum = content.metadata().get(WeightsChecksum.KEY);
      return checksum == null || checksum.equals(WeightsChecksum.of(content.weights()))
          ? Optional.of(content.weights())
          : damaged(file, "their checksum differs");
    } catch (WeightsException e) {
      return damaged(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Weights> damaged(Path file, String why) {
    LOG.log(
        Level.WARNING,
        "Weights (%s) are damaged: %s. Networks that would inherit them start from fresh ones."
            .formatted(file, why));
    return Optional.empty();
  }

  /**
   * Deletes the weights of all other trials: a search calls it with the trials that are still worth
   * something, its best and its elite.
   */
  public void retain(Set<Integer> trials) {
    delete(trial -> !trials.contains(trial));
  }

  /** Deletes the weights of some trials. */
  public void drop(Set<Integer> trials) {
    delete(trials::contains);
  }

  private void delete(Predicate<Integer> which) {
    try {
      for (Path file : files()) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        if (matcher.matches() && which.test(Integer.valueOf(matcher.group(1)))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
