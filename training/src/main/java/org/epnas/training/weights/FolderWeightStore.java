package org.epnas.training.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * Keeps the weights of each trial in a safetensors file, {@code trial-00042.safetensors}, with its
 * metadata, so that they outlive the process. Everything is kept until {@link #retain} says
 * otherwise.
 */
public final class FolderWeightStore implements WeightStore {
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
    try {
      Files.createDirectories(folder);
      SafeTensors.write(file(trial), weights, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Weights> get(int trial) {
    Path file = file(trial);
    try {
      return Files.exists(file) ? Optional.of(SafeTensors.read(file).weights()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
