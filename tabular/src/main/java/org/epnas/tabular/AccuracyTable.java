package org.epnas.tabular;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.searchspaces.nasbench201.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Accuracies and training times of the cells of NAS-Bench-201, from a CSV file, gzipped or not.
 * Columns, in any order, others are left alone:
 *
 * <ul>
 *   <li>{@code arch_index}: a number of its own, from 0
 *   <li>{@code arch_str}: the cell, as {@link Cell#parse} reads it
 *   <li>for {@code c10} and {@code c100} each: {@code c10_val_12ep} (validation accuracy after 12
 *       epochs), {@code c10_val_200ep}, {@code c10_test_200ep} (after 200), all in percent, and
 *       {@code c10_train_sec_per_epoch}
 * </ul>
 *
 * <p>Nothing of it can be read from outside this package: a search gets its figures from the {@link
 * TabularEvaluator}, which has them paid for. Immutable and thread-safe.
 */
public final class AccuracyTable {
  private static final String INDEX = "arch_index";
  private static final String CELL = "arch_str";

  private final Path file;
  private final Map<TableDataSet, Map<Cell, Figures>> figures;
  private final Map<Cell, Integer> indices;

  private AccuracyTable(
      Path file, Map<TableDataSet, Map<Cell, Figures>> figures, Map<Cell, Integer> indices) {
    this.file = file;
    this.figures = figures;
    this.indices = indices;
  }

  /**
   * Reads a table that holds every cell.
   *
   * @throws InvalidTableException if it is damaged, lacks a column or a cell, holds one twice, or a
   *     value breaks its rule; the message names file, row and column
   */
  public static AccuracyTable load(Path file) {
    AccuracyTable table = loadPart(file);
    if (table.indices.size() < Cell.COUNT) {
      throw new InvalidTableException(
          file,
          "it has %s rows and must have %s, one per cell. Maybe it was cut off; fetch it again."
              .formatted(table.indices.size(), Cell.COUNT));
    }
    return table;
  }

  /** As {@link #load}, but cells may be missing; evaluating one of those fails. */
  public static AccuracyTable loadPart(Path file) {
    Reading reading = new Reading();
    CsvTable.read(file, columns(), reading::add);
    reading.requirePercent(file);
    return new AccuracyTable(file, reading.figures, reading.indices);
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(INDEX, CELL));
    for (TableDataSet data : TableDataSet.values()) {
      columns.addAll(Figures.columns(data));
    }
    return columns;
  }

  /** The file it was read from. */
  public Path file() {
    return file;
  }

  Optional<Figures> figures(TableDataSet data, Cell cell) {
    return Optional.ofNullable(figures.getOrDefault(data, Map.of()).get(cell));
  }

  /** Of all its cells. */
  Collection<Integer> indices() {
    return indices.values();
  }

  OptionalInt index(Cell cell) {
    Integer index = indices.get(cell);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What is read so far. */
  private static final class Reading {
    private final Map<TableDataSet, Map<Cell, Figures>> figures = new HashMap<>();
    private final Map<Cell, Integer> indices = new HashMap<>();
    private final Map<Integer, Long> rowOfIndex = new HashMap<>();
    private final Map<Cell, Long> rowOfCell = new HashMap<>();

    void add(CsvRow row) {
      int index = row.index(INDEX, Cell.COUNT);
      Cell cell = cell(row);
      checkNew(row, INDEX, rowOfIndex.putIfAbsent(index, row.number()));
      checkNew(row, CELL, rowOfCell.putIfAbsent(cell, row.number()));
      indices.put(cell, index);
      for (TableDataSet data : TableDataSet.values()) {
        figures.computeIfAbsent(data, _ -> new HashMap<>()).put(cell, Figures.read(row, data));
      }
    }

    /**
     * A column of accuracies that stays at or below 1 holds fractions: taken for percent, they
     * would shrink every reward without a word.
     */
    void requirePercent(Path file) {
      figures.forEach((data, cells) -> {
        double highest =
            cells.values().stream().mapToDouble(Figures::highestAccuracy).max().orElse(100);
        if (highest <= 1) {
          throw new InvalidTableException(
              file,
              "no accuracy of (%s) is above %s; they must be in percent, 0 to 100. Maybe they are fractions: multiply them by 100."
                  .formatted(data.prefix(), highest));
        }
      });
    }

    private static Cell cell(CsvRow row) {
      try {
        return Cell.parse(row.text(CELL));
      } catch (InvalidArchitectureException e) {
        throw row.invalid(CELL, "is no cell (%s)".formatted(e.getMessage()));
      }
    }

    private static void checkNew(CsvRow row, String column, @Nullable Long earlier) {
      if (earlier != null) {
        throw row.invalid(column, "is there already, in row " + earlier);
      }
    }
  }
}
