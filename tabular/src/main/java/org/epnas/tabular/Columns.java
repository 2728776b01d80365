package org.epnas.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Numeric columns of a table while it is read: those in which every value is a number, or empty for
 * an unknown one.
 */
final class Columns {
  private static final int FIRST_SIZE = 1024;

  private final List<String> names;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private int size;

  Columns(List<String> header, Set<String> without) {
    names = new ArrayList<>(header.stream().filter(name -> !without.contains(name)).toList());
    names.forEach(name -> values.put(name, new double[FIRST_SIZE]));
  }

  void add(CsvRow row) {
    names.removeIf(name -> !add(name, row.text(name)));
    size++;
  }

  private boolean add(String name, String text) {
    double[] column = values.get(name);
    if (column == null) {
      return false;
    }
    if (size == column.length) {
      column = Arrays.copyOf(column, 2 * size);
      values.put(name, column);
    }
    try {
      column[size] = text.isBlank() ? Double.NaN : Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      values.remove(name);
      return false;
    }
  }

  /** By name; NaN where a value is unknown. */
  Map<String, double[]> values() {
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name -> Arrays.copyOf(values.getOrDefault(name, new double[0]), size),
                (first, _) -> first,
                LinkedHashMap::new));
  }
}
