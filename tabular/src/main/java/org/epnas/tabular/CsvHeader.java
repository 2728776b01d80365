package org.epnas.tabular;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVRecord;

/** The first line of a table: which column stands where. */
final class CsvHeader {
  private final Path file;
  private final List<String> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  private CsvHeader(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * @throws InvalidTableException if a name stands there twice, or the line is none of a CSV table
   */
  static CsvHeader of(Path file, List<String> cells) {
    CsvHeader header = new CsvHeader(file, cells.stream().map(String::strip).toList());
    if (cells.stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
      throw new InvalidTableException(
          file, "it holds NUL characters, as UTF-16 does. Maybe save it again as UTF-8.");
    }
    for (int i = 0; i < header.columns.size(); i++) {
      String name = header.columns.get(i);
      if (named(name) && header.positions.putIfAbsent(name, i) != null) {
        throw new InvalidTableException(
            file, "column (%s) is there twice. Maybe remove one of them.".formatted(name));
      }
    }
    return header;
  }

  /** pandas writes its index without a name, and reads it back under one of its own. */
  private static boolean named(String column) {
    return !column.isEmpty() && !column.startsWith("Unnamed: ");
  }

  void require(List<String> required) {
    for (String column : required) {
      if (!positions.containsKey(column)) {
        throw new InvalidTableException(
            file, "column (%s) is missing; it has %s. %s".formatted(column, columns, wayOut()));
      }
    }
  }

  private String wayOut() {
    String all = String.join("", columns);
    if (columns.size() <= 2 && all.contains(";")) {
      return "Its columns are separated by semicolons. Maybe save it again with commas and decimal points.";
    }
    return columns.size() == 1 && all.contains("\t")
        ? "Its columns are separated by tabs. Maybe save it again with commas."
        : "Maybe it is another table, or lacks its first line.";
  }

  /** Those that have a name, in their order. */
  List<String> names() {
    return columns.stream().filter(CsvHeader::named).toList();
  }

  int position(String column) {
    return Objects.requireNonNull(positions.get(column), column);
  }

  /** A spreadsheet's empty row: commas alone. */
  boolean blank(CSVRecord row) {
    return row.stream().allMatch(String::isBlank);
  }

  /**
   * Empty cells after the last column do no harm.
   *
   * @param number of the row
   */
  void checkSize(CSVRecord row, long number) {
    if (row.size() < columns.size()
        || row.stream().skip(columns.size()).anyMatch(cell -> !cell.isBlank())) {
      throw new InvalidTableException(
          file,
          "row %s has %s columns and must have %s. Maybe fetch the file again, or put numbers with a comma in them into quotes."
              .formatted(number, row.size(), columns.size()));
    }
  }
}
