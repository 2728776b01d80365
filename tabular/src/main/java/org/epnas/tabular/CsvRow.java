package org.epnas.tabular;

import java.nio.file.Path;
import org.apache.commons.csv.CSVRecord;

/** One row of a table, read column by column with the place in every complaint. */
final class CsvRow {
  private final Path file;
  private final CSVRecord record;

  CsvRow(Path file, CSVRecord record) {
    this.file = file;
    this.record = record;
  }

  /** From 1, the header not counted. */
  long number() {
    return record.getRecordNumber();
  }

  String text(String column) {
    return record.get(column);
  }

  /** A whole number in [0, limit). */
  int index(String column, int limit) {
    String text = text(column);
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) >= limit) {
      throw invalid(column, "must be a whole number from 0 to " + (limit - 1));
    }
    return Integer.parseInt(text);
  }

  /** A share in percent. */
  double percent(String column) {
    double value = number(column);
    if (!(value >= 0 && value <= 100)) {
      throw invalid(column, "must lie in [0, 100] percent");
    }
    return value;
  }

  /** A finite number, not below 0. */
  double quantity(String column) {
    double value = number(column);
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw invalid(column, "must be a finite number, not below 0");
    }
    return value;
  }

  private double number(String column) {
    try {
      return Double.parseDouble(text(column));
    } catch (NumberFormatException e) {
      throw invalid(column, "must be a number");
    }
  }

  InvalidTableException invalid(String column, String rule) {
    return new InvalidTableException(
        file,
        "row %s, column (%s): (%s) %s. Maybe fetch the file again."
            .formatted(number(), column, text(column), rule));
  }
}
