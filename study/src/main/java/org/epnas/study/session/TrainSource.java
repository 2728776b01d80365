package org.epnas.study.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.baseline.BaselineNetwork;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.JsonFile;
import org.epnas.study.run.RunFolder;

/** Where the architecture of a training comes from. */
sealed interface TrainSource {
  /** The search that found it, if one did. */
  Optional<RunFolder> run();

  /**
   * @param image shape of one image of the data
   * @param classes of the data
   * @throws IllegalArgumentException if a baseline network does not have the width asked for
   */
  Architecture architecture(TensorShape image, int classes);

  /**
   * @param what a run folder, an architecture file, or {@code NAME[:WIDTH]} of a baseline network;
   *     a file or folder of that name goes first
   * @param epochs that it will be trained for from scratch; empty where that is not known, or it
   *     goes on from the weights of the search
   * @throws ConfigurationException if it is none of them
   */
  static TrainSource of(String what, Map<String, BaselineNetwork> baselines, OptionalInt epochs) {
    String[] parts = what.split(":", 2);
    BaselineNetwork baseline = baselines.get(parts[0]);
    if (baseline != null && !Files.exists(Path.of(what))) {
      return new Baseline(baseline, parts.length == 1 ? 1 : width(what, parts[1]));
    }
    Path path = Path.of(what);
    if (Files.isDirectory(path)) {
      RunFolder folder = RunFolder.open(path);
      return new Known(Optional.of(folder), ArchitectureFile.read(chosen(folder, epochs)));
    }
    return new Known(Optional.empty(), ArchitectureFile.read(path));
  }

  /** A training that is much longer than those of the search may take another network. */
  private static Path chosen(RunFolder folder, OptionalInt epochs) {
    Path other = folder.longArchitecture();
    if (epochs.isEmpty() || !Files.exists(other)) {
      return folder.bestArchitecture();
    }
    int from =
        new JsonFile("Summary", folder.summary())
            .object()
            .at("/choice/longEpochs")
            .asInt(Integer.MAX_VALUE);
    return epochs.getAsInt() >= from ? other : folder.bestArchitecture();
  }

  private static double width(String what, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "Width (%s) of baseline network (%s) must be a number. Maybe write %s:0.5."
              .formatted(text, what, what.substring(0, what.indexOf(':'))),
          e);
    }
  }

  /** An architecture that lies on disk, whatever the data are. */
  record Known(Optional<RunFolder> run, Architecture found) implements TrainSource {
    @Override
    public Architecture architecture(TensorShape image, int classes) {
      return found;
    }
  }

  /** A network that is made for the data. */
  record Baseline(BaselineNetwork network, double width) implements TrainSource {
    @Override
    public Optional<RunFolder> run() {
      return Optional.empty();
    }

    @Override
    public Architecture architecture(TensorShape image, int classes) {
      return network.create(image, classes, width);
    }
  }
}
