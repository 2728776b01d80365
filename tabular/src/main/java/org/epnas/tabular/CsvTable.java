package org.epnas.tabular;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.kernel.text.Utf8;

/**
 * A CSV file with a header, as it is or gzipped; which of the two is told by its first bytes. Read
 * as spreadsheets and pandas write it: with a byte order mark or without, quoted cells, either kind
 * of line end, and empty lines. Columns without a name, such as pandas' index, are left out.
 */
final class CsvTable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int LONGEST_MARK = 4;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  private final Path file;

  private CsvTable(Path file) {
    this.file = file;
  }

  /**
   * The columns of a file that have a name, in their order.
   *
   * @throws InvalidTableException if there is no header to read
   */
  static List<String> columns(Path file) {
    return new CsvTable(file).read(List.of(), Optional.empty());
  }

  /**
   * Reads every row.
   *
   * @param required columns that must be there; others may be
   * @return the columns that have a name, in their order
   * @throws InvalidTableException if the file cannot be read to its end, or lacks a column
   */
  static List<String> read(Path file, List<String> required, Consumer<CsvRow> rows) {
    return new CsvTable(file).read(required, Optional.of(rows));
  }

  private List<String> read(List<String> required, Optional<Consumer<CsvRow>> rows) {
    long[] row = {0};
    try (InputStream bytes = open();
        Reader text = new BufferedReader(new InputStreamReader(text(bytes), Utf8.decoder()));
        CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      CsvHeader header =
          CsvHeader.of(file, records.hasNext() ? records.next().toList() : List.of());
      header.require(required);
      while (rows.isPresent() && records.hasNext()) {
        CSVRecord record = records.next();
        row[0]++;
        if (!header.blank(record)) {
          header.checkSize(record, row[0]);
          rows.get().accept(new CsvRow(file, header, record, row[0]));
        }
      }
      return header.names();
    } catch (UncheckedIOException e) {
      throw explained(Objects.requireNonNull(e.getCause()), row[0]);
    } catch (IOException e) {
      throw explained(e, row[0]);
    }
  }

  /**
   * @param row the last one that was read
   */
  private InvalidTableException explained(IOException problem, long row) {
    return switch (problem) {
      case TextEncodingException e ->
          new InvalidTableException(file, e.getMessage() + " (CSV UTF-8).", e);
      case LimitedStream.TooLongException e ->
          new InvalidTableException(
              file,
              "it goes on after %s MiB, which no table does. Maybe it is another file."
                  .formatted(LimitedStream.MAX_BYTES >> 20),
              e);
      case CharacterCodingException e ->
          new InvalidTableException(
              file,
              "a character after row %s is not UTF-8. Maybe save it again as UTF-8.".formatted(row),
              e);
      case EOFException e -> truncated(row, e);
      case ZipException e -> truncated(row, e);
      default ->
          row > 0 || String.valueOf(problem.getMessage()).contains("EOF")
              ? truncated(row, problem)
              : InvalidTableException.unreadable(file, problem);
    };
  }

  private InvalidTableException truncated(long row, Exception cause) {
    return new InvalidTableException(
        file,
        "the file is damaged or ends too early, after row %s. Maybe fetch it again.".formatted(row),
        cause);
  }

  private InputStream open() throws IOException {
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

  /** Without the byte order mark. */
  private static InputStream text(InputStream bytes) throws IOException {
    BufferedInputStream text = new BufferedInputStream(new LimitedStream(bytes));
    text.mark(LONGEST_MARK);
    byte[] first = text.readNBytes(LONGEST_MARK);
    text.reset();
    text.skipNBytes(Utf8.markBytes(first));
    return text;
  }
}
