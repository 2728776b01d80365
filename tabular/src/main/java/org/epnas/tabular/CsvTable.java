package org.epnas.tabular;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header, as it is or gzipped; which of the two is told by its first bytes. */
final class CsvTable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvTable() {}

  /**
   * Reads every row.
   *
   * @param required columns that must be there; others may be
   * @return the columns, in their order
   * @throws InvalidTableException if the file cannot be read to its end, or lacks a column
   */
  static List<String> read(Path file, List<String> required, Consumer<CsvRow> rows) {
    try (InputStream bytes = open(file);
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      List<String> columns = parser.getHeaderNames();
      for (String column : required) {
        if (!columns.contains(column)) {
          throw new InvalidTableException(
              file, "column (%s) is missing; it has %s.".formatted(column, columns));
        }
      }
      for (CSVRecord row : parser) {
        rows.accept(checked(file, row, columns));
      }
      return columns;
    } catch (EOFException | ZipException e) {
      throw truncated(file, e);
    } catch (UncheckedIOException e) {
      throw truncated(file, e);
    } catch (IOException e) {
      throw new InvalidTableException(
          file, "cannot be read: %s. Maybe check the path.".formatted(e.getMessage()), e);
    }
  }

  private static CsvRow checked(Path file, CSVRecord row, List<String> columns) {
    if (row.size() != columns.size()) {
      throw new InvalidTableException(
          file,
          "row %s has %s columns and must have %s. Maybe fetch the file again."
              .formatted(row.getRecordNumber(), row.size(), columns.size()));
    }
    return new CsvRow(file, row);
  }

  private static InvalidTableException truncated(Path file, Exception cause) {
    return new InvalidTableException(
        file, "the file is damaged or ends too early. Maybe fetch it again.", cause);
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      bytes.mark(2);
      int magic = bytes.read() << 8 | bytes.read();
      bytes.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
