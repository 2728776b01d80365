package org.epnas.tabular;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table while it is read that hold numbers, or nothing for an unknown one. A column of
 * numbers with some text among them is damaged: whoever uses it is told so, which is no reason to
 * refuse the others.
 */
final class Columns {
  private static final int FIRST_SIZE = 1024;

  private final Map<String, Cells> columns = new LinkedHashMap<>();
  private int size;

  /**
   * A column that was read.
   *
   * @param values by row; NaN where a value is unknown
   * @param damage why it cannot be used
   */
  record Column(double[] values, @Nullable InvalidTableException damage) {}

  /** The cells of a column so far. */
  private static final class Cells {
    private double[] values = new double[FIRST_SIZE];
    private boolean numbers;
    private @Nullable InvalidTableException text;

    void add(CsvRow row, String name, int index) {
      if (index == values.length) {
        values = Arrays.copyOf(values, 2 * index);
      }
      OptionalDouble figure = row.figure(name);
      values[index] = figure.orElse(Double.NaN);
      numbers |= !Double.isNaN(values[index]);
      if (figure.isEmpty() && text == null) {
        text = row.noNumber(name);
      }
    }
  }

  Columns(List<String> header, Set<String> without) {
    header.stream()
        .filter(name -> !without.contains(name))
        .forEach(name -> columns.put(name, new Cells()));
  }

  void add(CsvRow row) {
    columns.forEach((name, cells) -> cells.add(row, name, size));
    size++;
  }

  /** Those with a number in them, and empty ones, by name. */
  Map<String, Column> values() {
    Map<String, Column> read = new LinkedHashMap<>();
    columns.forEach((name, cells) -> {
      if (cells.numbers || cells.text == null) {
        read.put(name, new Column(Arrays.copyOf(cells.values, size), cells.text));
      }
    });
    return read;
  }
}
