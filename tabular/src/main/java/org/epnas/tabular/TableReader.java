package org.epnas.tabular;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.search.KeyedSpace;
import org.jspecify.annotations.Nullable;

/** The rows of a table while they are read and checked. */
final class TableReader {
  private final Path file;
  private final TableDescription description;
  private final KeyedSpace space;
  private final List<String> names = new ArrayList<>();

  /** By row: where it stands in the file, which may have empty ones between. */
  private final List<Long> numbers = new ArrayList<>();

  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Map<String, Integer>> joinable = new HashMap<>();
  private Map<String, Columns.Column> columns = Map.of();

  private TableReader(Path file, TableDescription description, KeyedSpace space) {
    this.file = file;
    this.description = description;
    this.space = space;
  }

  /**
   * @param joins whose columns must tell the rows apart
   */
  static TableReader read(
      TableFiles files, TableDescription.Task task, KeyedSpace space, List<String> joins) {
    TableDescription description = files.description();
    Path file = files.table();
    TableReader reader = new TableReader(file, description, space);
    reader.readRows(task, joins);
    reader.requirePercent(accuracies(task));
    if (description.rows() > 0 && reader.names.size() != description.rows()) {
      throw new InvalidTableException(
          file,
          "it has %s rows and must have %s, one per network. Maybe it was cut off; fetch it again."
              .formatted(reader.names.size(), description.rows()));
    }
    return reader;
  }

  /** Columns that are no resources: names of networks, accuracies and times of every task. */
  static Set<String> figures(TableDescription description) {
    return Stream.of(
            description.key().stream(),
            description.joins().stream().map(TableDescription.Join::on),
            description.tasks().values().stream().flatMap(TableReader::figures))
        .flatMap(columns -> columns)
        .collect(Collectors.toSet());
  }

  private static Stream<String> figures(TableDescription.Task task) {
    return Stream.of(
            task.observed().values().stream(),
            Stream.of(task.judged()),
            Stream.ofNullable(task.secondsPerEpoch()))
        .flatMap(columns -> columns);
  }

  private static List<String> accuracies(TableDescription.Task task) {
    return Stream.concat(task.observed().values().stream(), Stream.of(task.judged()))
        .distinct()
        .toList();
  }

  /**
   * Columns of accuracies that stay at or below 1 hold fractions: taken for percent, they would
   * shrink every reward without a word.
   */
  private void requirePercent(List<String> accuracies) {
    double highest =
        accuracies.stream()
            .flatMapToDouble(column -> Arrays.stream(checked(column)))
            .max()
            .orElse(100);
    if (highest <= 1) {
      throw new InvalidTableException(
          file,
          "no accuracy of (%s) is above %s; they must be in percent, 0 to 100. Maybe they are fractions: multiply them by 100."
              .formatted(String.join(", ", accuracies), highest));
    }
  }

  private void readRows(TableDescription.Task task, List<String> joins) {
    List<String> header = CsvTable.columns(file);
    List<String> accuracies = accuracies(task);
    List<String> required = new ArrayList<>(description.key());
    figures(task).forEach(required::add);
    Columns numeric = new Columns(header, Set.copyOf(description.key()));
    List<String> keys = joins.stream().distinct().filter(header::contains).toList();
    CsvTable.read(
        file,
        required,
        row -> {
          addName(row);
          accuracies.forEach(row::percent);
          Stream.ofNullable(task.secondsPerEpoch()).forEach(row::quantity);
          keys.forEach(key -> addJoinable(key, row));
          numeric.add(row);
        });
    columns = numeric.values();
  }

  private void addName(CsvRow row) {
    String name = description.key().stream().map(row::text).collect(Collectors.joining("-"));
    try {
      Integer earlier = rows.putIfAbsent(space.key(name), names.size());
      if (earlier != null) {
        throw row.invalid(
            description.key().getFirst(), "is there already, in row " + numbers.get(earlier));
      }
    } catch (InvalidArchitectureException e) {
      throw row.invalid(
          description.key().getFirst(),
          "is no network of the space (%s)".formatted(e.getMessage()));
    }
    names.add(name);
    numbers.add(row.number());
  }

  private void addJoinable(String column, CsvRow row) {
    Integer earlier =
        joinable
            .computeIfAbsent(column, _ -> new HashMap<>())
            .putIfAbsent(row.text(column), names.size() - 1);
    if (earlier != null) {
      throw row.invalid(column, "is there already, in row " + numbers.get(earlier));
    }
  }

  /** The numeric columns of another table of the same networks, by row of this one. */
  Map<String, Columns.Column> joined(TableFiles.JoinFile join) {
    String on = join.join().on();
    Map<String, Integer> places = joinable.get(on);
    if (places == null) {
      throw new InvalidTableException(
          file,
          "column (%s) is missing, by which (%s) is joined. Maybe join it by another column, or leave it out."
              .formatted(on, join.file()));
    }
    List<String> header = CsvTable.columns(join.file());
    Columns numeric = new Columns(header, Set.of(on));
    List<Integer> order = new ArrayList<>();
    Map<String, Long> seen = new HashMap<>();
    CsvTable.read(
        join.file(),
        List.of(on),
        row -> {
          Long earlier = seen.putIfAbsent(row.text(on), row.number());
          if (earlier != null) {
            throw row.invalid(on, "is there already, in row " + earlier);
          }
          Integer place = places.get(row.text(on));
          if (place == null) {
            throw row.invalid(on, "is in no row of (%s)".formatted(file));
          }
          order.add(place);
          numeric.add(row);
        });
    requireWhole(join, places, seen.keySet());
    Map<String, Columns.Column> read = numeric.values();
    if (read.isEmpty()) {
      throw new InvalidTableException(
          join.file(),
          "it has no column of numbers beside (%s). Maybe it is another table.".formatted(on));
    }
    Map<String, Columns.Column> joined = new LinkedHashMap<>();
    read.forEach((name, column) ->
        joined.put(
            join.join().prefix() + name,
            new Columns.Column(placed(column.values(), order, names.size()), column.damage())));
    return joined;
  }

  /** A table that was cut off lacks rows; one that was not measured everywhere has empty cells. */
  private void requireWhole(
      TableFiles.JoinFile join, Map<String, Integer> places, Set<String> seen) {
    places.keySet().stream()
        .filter(key -> !seen.contains(key))
        .min(Comparator.comparing(places::get))
        .ifPresent(missing -> {
          throw new InvalidTableException(
              join.file(),
              "it has %s rows and none of %s (%s), a network of (%s). Maybe it was cut off; fetch it again."
                  .formatted(seen.size(), join.join().on(), missing, file));
        });
  }

  private static double[] placed(double[] values, List<Integer> order, int size) {
    double[] placed = new double[size];
    Arrays.fill(placed, Double.NaN);
    for (int i = 0; i < values.length; i++) {
      placed[order.get(i)] = values[i];
    }
    return placed;
  }

  List<String> names() {
    return List.copyOf(names);
  }

  Map<String, Integer> rows() {
    return rows;
  }

  /** All numeric columns. */
  Map<String, Columns.Column> columns() {
    return columns;
  }

  /** Values that were checked to lie in [0, 100]. */
  double[] percent(String column) {
    return checked(column);
  }

  /** Values that were checked not to be negative. */
  double[] quantity(String column) {
    return checked(column);
  }

  private double[] checked(@Nullable String column) {
    return Objects.requireNonNull(columns.get(column), column).values();
  }
}
