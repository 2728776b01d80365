package org.epnas.study.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.Optional;

/** How the networks of a search get their accuracies. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Evaluation.Trained.class, name = "trained"),
  @JsonSubTypes.Type(value = Evaluation.Replayed.class, name = "replayed")
})
public sealed interface Evaluation {
  /**
   * They are trained, on images.
   *
   * @param data name of a data set, or a folder
   * @param space name of the search space
   * @param trials how each network is trained
   * @param device where and how
   */
  record Trained(String data, String space, TrialConfiguration trials, DeviceConfiguration device)
      implements Evaluation {
    /** The same on data under another name, for example with the whole path. */
    public Trained withData(String newData) {
      return new Trained(newData, space, trials, device);
    }
  }

  /**
   * They are looked up in a table of trained networks, on a simulated clock. The table says of
   * which data and space.
   *
   * @param table accuracies and training times: a name, a CSV file or the YAML file that describes
   *     one
   * @param tableFolder in which named tables lie
   * @param tableData which task of it, for example {@code c10}; the first unless set
   * @param latencyTable measured latencies, for constraints on them
   * @param workers of each search, simulated
   */
  record Replayed(
      String table,
      Optional<Path> tableFolder,
      Optional<String> tableData,
      Optional<Path> latencyTable,
      int workers)
      implements Evaluation {
    /**
     * Checks the range.
     *
     * @throws ConfigurationException if a number is out of its range
     */
    public Replayed {
      FlagRange.atLeast("--workers", workers, 1);
    }
  }
}
