package org.epnas.tabular;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Fidelities;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table mean: the content of a small YAML file beside it, or one of those
 * that come with this module.
 *
 * <pre>
 * space: nasbench201                      # whose networks the rows are
 * file: nasbench201/nasbench201.csv.gz    # below the folder of tables, or beside this file
 * key: [arch_str]                         # columns that name a row's network, joined by dashes
 * rows: 15625                             # how many there must be; leave it out for any number
 * tasks:
 *   c10:
 *     images: 3x32x32
 *     classes: 10
 *     observed: {12: c10_val_12ep, 200: c10_val_200ep}   # percent by epochs: what a search sees
 *     judged: c10_test_200ep              # percent: what it is judged by when it is over
 *     secondsPerEpoch: c10_train_sec_per_epoch   # left out: budgets are numbers of queries
 *     validationEpochs: 0.35              # of one validation
 *     offset: 0                           # added to what is observed
 *     noise: 0                            # standard deviation, drawn per seed and training
 * joins:
 *   - {file: nasbench201/latency_ms.csv.gz, on: arch_index, prefix: latency_, unit: ms}
 * resources:                              # of numeric columns, all of which can be limited
 *   edgetpu_latency: {unit: ms, missing: -1, description: latency on an edge TPU}
 * </pre>
 *
 * @param space name of a {@link org.epnas.kernel.search.KeyedSpace}
 * @param file of the table
 * @param key columns
 * @param rows 0 for any number
 * @param tasks by name, the default one first
 */
public record TableDescription(
    String space,
    String file,
    List<String> key,
    int rows,
    Map<String, Task> tasks,
    List<Join> joins,
    Map<String, Column> resources) {

  public TableDescription {
    key = List.copyOf(key);
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    joins = List.copyOf(joins);
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
  }

  /**
   * A data set that the networks were trained on.
   *
   * @param images for example {@code 3x32x32}
   * @param observed column of the accuracy that a search sees, by epochs
   * @param judged column of the accuracy that it is judged by
   * @param secondsPerEpoch column of the time of training; absent where it is unknown
   * @param validationEpochs what a validation takes, in epochs of training
   * @param offset percentage points that an observation is higher than its column
   * @param noise standard deviation of an observation, in percentage points
   */
  public record Task(
      String images,
      int classes,
      SortedMap<Integer, String> observed,
      String judged,
      @Nullable String secondsPerEpoch,
      double validationEpochs,
      double offset,
      double noise) {
    public Task {
      observed = Collections.unmodifiableSortedMap(new TreeMap<>(observed));
      if (observed.isEmpty() || classes < 2 || noise < 0 || validationEpochs < 0) {
        throw new IllegalArgumentException(
            "A task needs an observed column, two classes or more, and no negative number.");
      }
    }

    /** Epochs of the shortest training: what a search begins with. */
    public int shortest() {
      return observed.firstKey();
    }

    Fidelities fidelities() {
      return new Fidelities(List.copyOf(observed.keySet()));
    }

    /** Whether trainings have a price in seconds. */
    public boolean priced() {
      return secondsPerEpoch != null;
    }

    TensorShape shape() {
      List<Integer> sides = List.of(images.split("x", -1)).stream().map(Integer::valueOf).toList();
      return new TensorShape(sides.get(0), sides.get(1), sides.get(2));
    }
  }

  /**
   * Another table of the same networks, whose numeric columns can be limited too; one whose file is
   * not there is left out.
   *
   * @param on column that both have, different in every row
   * @param prefix of the names of its resources
   * @param unit of its columns where their own description has none
   */
  public record Join(String file, String on, String prefix, String unit) {}

  /**
   * A numeric column as something that can be limited.
   *
   * @param column where its name differs from the resource's
   * @param missing value that means that it was not measured, beside an empty one
   * @param atLeast whether more is better
   */
  public record Column(
      @Nullable String column,
      String unit,
      String description,
      @Nullable Double missing,
      boolean atLeast) {}
}
