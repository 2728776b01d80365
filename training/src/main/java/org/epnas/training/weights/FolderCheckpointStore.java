package org.epnas.training.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.text.IoReason;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * Keeps each running trial in a safetensors file of its own. A file is written under another name,
 * forced to the disk and renamed, and carries a checksum of its values: after a crash there is the
 * old one or the new one.
 */
public final class FolderCheckpointStore implements CheckpointStore {
  private static final Logger LOG = System.getLogger(FolderCheckpointStore.class.getName());
  private static final String WEIGHT = "weight/";
  private static final String VELOCITY = "velocity/";

  private final Path folder;

  /**
   * A store that makes its folder when it is first needed.
   *
   * @param folder of one search
   */
  public FolderCheckpointStore(Path folder) {
    this.folder = folder;
  }

  private Path file(int trial) {
    return folder.resolve(String.format(Locale.ROOT, "trial-%05d.safetensors", trial));
  }

  @Override
  public void put(int trial, Checkpoint checkpoint) {
    SequencedMap<String, NamedTensor> all = new LinkedHashMap<>();
    checkpoint.weights().tensors().forEach((name, tensor) -> all.put(WEIGHT + name, tensor));
    checkpoint.velocities().tensors().forEach((name, tensor) -> all.put(VELOCITY + name, tensor));
    Weights tensors = new Weights(all);
    Map<String, String> facts = new TreeMap<>(checkpoint.facts());
    facts.put(WeightsChecksum.KEY, WeightsChecksum.of(tensors));
    try {
      OwnerOnly.createDirectories(folder);
      SafeTensors.writeDurably(file(trial), tensors, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Checkpoint of trial (%s) cannot be written: %s".formatted(trial, IoReason.of(e)), e);
    }
  }

  @Override
  public Optional<Checkpoint> get(int trial) {
    Path file = file(trial);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      SafeTensors.Content content = SafeTensors.read(file);
      Map<String, String> facts = new TreeMap<>(content.metadata());
      String checksum = String.valueOf(facts.remove(WeightsChecksum.KEY));
      if (!checksum.equals(WeightsChecksum.of(content.weights()))) {
        return damaged(file, "its checksum differs");
      }
      return Optional.of(
          new Checkpoint(
              part(content.weights(), WEIGHT), part(content.weights(), VELOCITY), facts));
    } catch (IOException e) {
      return damaged(file, IoReason.of(e, file));
    } catch (WeightsException e) {
      return damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Checkpoint> damaged(Path file, String why) {
    LOG.log(
        Level.WARNING,
        "Checkpoint (%s) is damaged: %s. Its trial is trained from the beginning."
            .formatted(file, why));
    return Optional.empty();
  }

  private static Weights part(Weights all, String prefix) {
    SequencedMap<String, NamedTensor> part = new LinkedHashMap<>();
    all.tensors()
        .forEach((name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return new Weights(part);
  }

  @Override
  public void remove(int trial) {
    try {
      Files.deleteIfExists(file(trial));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Checkpoint of trial (%s) cannot be removed: %s".formatted(trial, IoReason.of(e)), e);
    }
  }
}
