package org.epnas.tabular;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.searchspaces.nasbench201.Cell;

/**
 * Latencies of the cells of a table as they were measured on devices, from a CSV file, gzipped or
 * not: {@code arch_index} as in the {@link AccuracyTable}, then one column of milliseconds per
 * device. Immutable and thread-safe.
 */
public final class LatencyTable {
  private static final String INDEX = "arch_index";

  /** Blanks, and the signs of constraints and of their lists. */
  private static final Pattern RESERVED = Pattern.compile("[\\s<>=!,]");

  private final List<Resource> resources;

  private LatencyTable(List<Resource> resources) {
    this.resources = List.copyOf(resources);
  }

  /**
   * @param accuracies the table whose cells these are
   * @throws InvalidTableException as {@link AccuracyTable#load}
   */
  public static LatencyTable load(Path file, AccuracyTable accuracies) {
    Map<Integer, CsvRow> rows = new HashMap<>();
    List<String> columns =
        CsvTable.read(
            file,
            List.of(INDEX),
            row -> {
              CsvRow earlier = rows.putIfAbsent(row.index(INDEX, Cell.COUNT), row);
              if (earlier != null) {
                throw row.invalid(INDEX, "is there already, in row " + earlier.number());
              }
            });
    List<Resource> resources = new ArrayList<>();
    for (String device : columns) {
      if (!device.equals(INDEX)) {
        Map<Integer, Double> latencies = new HashMap<>();
        rows.forEach((index, row) -> latencies.put(index, row.quantity(device)));
        resources.add(new Latency(device, accuracies, latencies));
      }
    }
    return new LatencyTable(resources);
  }

  /**
   * What constraints can limit: {@code latency_DEVICE} for each column, in the order of the
   * columns. What the name of a resource cannot hold is an underscore there: the column {@code edge
   * gpu} is {@code latency_edge_gpu}. They measure the networks of a {@link
   * org.epnas.searchspaces.nasbench201.Nasbench201Space}.
   */
  public List<Resource> resources() {
    return resources;
  }

  /** Looks a network up by its cell. */
  private record Latency(String device, AccuracyTable accuracies, Map<Integer, Double> byIndex)
      implements Resource {
    @Override
    public Descriptor descriptor() {
      return new Descriptor(
          "latency_" + RESERVED.matcher(device).replaceAll("_"),
          "ms",
          Direction.AT_MOST,
          "latency on " + device + ", from a table");
    }

    @Override
    public double measure(Architecture architecture, Cost cost) {
      Cell cell = Cell.parse(architecture.encoding());
      OptionalInt index = accuracies.index(cell);
      Double latency = index.isPresent() ? byIndex.get(index.getAsInt()) : null;
      if (latency == null) {
        throw new IllegalStateException(
            "Latency on (%s) of cell (%s) is in no table. Maybe load the whole tables."
                .formatted(device, cell));
      }
      return latency;
    }
  }
}
