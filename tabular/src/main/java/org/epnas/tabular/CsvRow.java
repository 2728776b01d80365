package org.epnas.tabular;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** One row of a table, read column by column with the place in every complaint. */
final class CsvRow {
  /** What programs write; Java's own reader also takes 1d, 0x1p3 and NaN. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final Path file;
  private final CsvHeader header;
  private final CSVRecord record;
  private final long number;

  CsvRow(Path file, CsvHeader header, CSVRecord record, long number) {
    this.file = file;
    this.header = header;
    this.record = record;
    this.number = number;
  }

  /** From 1, the header not counted. */
  long number() {
    return number;
  }

  String text(String column) {
    return record.get(header.position(column)).strip();
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

  /** A number of any size, NaN where the cell is empty or says so; none where it is text. */
  OptionalDouble figure(String column) {
    String text = text(column);
    if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    return NUMBER.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  private double number(String column) {
    String text = text(column);
    if (!NUMBER.matcher(text).matches()) {
      throw noNumber(column);
    }
    return Double.parseDouble(text);
  }

  InvalidTableException noNumber(String column) {
    return invalid(
        column,
        text(column).indexOf(',') >= 0
            ? "must be a number with a decimal point and without separators of thousands"
            : "must be a number");
  }

  InvalidTableException invalid(String column, String rule) {
    return new InvalidTableException(
        file,
        "row %s, column (%s): (%s) %s. Maybe fetch the file again."
            .formatted(number, column, shown(text(column)), rule));
  }

  /** A cell that a lost quote made long would fill the screen. */
  private static String shown(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }
}
