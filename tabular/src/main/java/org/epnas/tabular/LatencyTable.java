package org.epnas.tabular;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
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
  private static final String CELL = "arch_str";

  /** Blanks, and the signs of constraints and of their lists. */
  private static final Pattern RESERVED = Pattern.compile("[\\s<>=!,]");

  private final List<Resource> resources;

  private LatencyTable(List<Resource> resources) {
    this.resources = List.copyOf(resources);
  }

  /**
   * @param accuracies the table whose cells these are
   * @throws InvalidTableException as {@link AccuracyTable#load}, and if it lacks a cell of the
   *     accuracies
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
    requireWhole(file, rows, accuracies);
    List<String> devices =
        columns.stream().filter(column -> !column.equals(INDEX) && !column.equals(CELL)).toList();
    if (devices.isEmpty()) {
      throw new InvalidTableException(
          file,
          "it has no column of latencies beside (%s). Maybe it is another table.".formatted(INDEX));
    }
    SequencedMap<String, Resource> resources = new LinkedHashMap<>();
    for (String device : devices) {
      Map<Integer, Double> latencies = new HashMap<>();
      rows.forEach((index, row) -> latencies.put(index, row.quantity(device)));
      Latency latency = new Latency(name(device), device, accuracies, latencies);
      if (resources.put(latency.name(), latency) != null) {
        throw new InvalidTableException(
            file,
            "two columns would both be limited as (%s). Maybe rename one."
                .formatted(latency.name()));
      }
    }
    return new LatencyTable(List.copyOf(resources.values()));
  }

  /** As it can be written in a constraint: a column (edge gpu) is limited as latency_edge_gpu. */
  private static String name(String device) {
    return "latency_" + RESERVED.matcher(device).replaceAll("_");
  }

  private static void requireWhole(Path file, Map<Integer, CsvRow> rows, AccuracyTable accuracies) {
    OptionalInt missing =
        accuracies.indices().stream()
            .mapToInt(Integer::intValue)
            .filter(index -> !rows.containsKey(index))
            .min();
    if (missing.isPresent()) {
      throw new InvalidTableException(
          file,
          "it has %s rows and none of %s (%s), a cell of (%s). Maybe it was cut off; fetch it again."
              .formatted(rows.size(), INDEX, missing.getAsInt(), accuracies.file()));
    }
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
  private record Latency(
      String name, String device, AccuracyTable accuracies, Map<Integer, Double> byIndex)
      implements Resource {
    @Override
    public Descriptor descriptor() {
      return new Descriptor(
          name, "ms", Direction.AT_MOST, "latency on " + device + ", from a table");
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
