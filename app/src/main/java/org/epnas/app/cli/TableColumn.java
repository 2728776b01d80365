package org.epnas.app.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A column of a table.
 *
 * @param cells by row, each as the words between which a line may end
 * @param left whether it is left-aligned; one with wrapped texts is in any case
 * @param width characters of a line
 */
record TableColumn(List<List<String>> cells, boolean left, int width) {
  /** Not between a number and its unit, nor before a sign. */
  private static final Pattern BREAK = Pattern.compile("(?<=[^0-9.] )(?![-+.0-9]+([ ,]|$))");

  /** A header also ends a line after its slash: {@code FLOPs/byte}. */
  private static final Pattern HEADER_BREAK = Pattern.compile("(?<= )|(?<=/)");

  /**
   * @param texts the header first
   */
  static TableColumn of(List<String> texts, boolean left) {
    List<List<String>> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(List.of((cells.isEmpty() ? HEADER_BREAK : BREAK).split(text)));
    }
    int width = texts.stream().mapToInt(String::length).max().orElse(0);
    return new TableColumn(List.copyOf(cells), left, width);
  }

  /** Of the longest word. */
  int leastWidth() {
    return cells.stream()
        .flatMap(List::stream)
        .mapToInt(word -> word.strip().length())
        .max()
        .orElse(0);
  }

  /**
   * The same columns in so many characters without gaps: always the widest gives way, as long as
   * its words have room.
   */
  static List<TableColumn> narrowed(List<TableColumn> columns, int width) {
    List<TableColumn> narrowed = new ArrayList<>(columns);
    while (narrowed.stream().mapToInt(TableColumn::width).sum() > width) {
      TableColumn widest =
          narrowed.stream()
              .filter(column -> column.width > column.leastWidth())
              .max(Comparator.comparingInt(TableColumn::width))
              .orElse(null);
      if (widest == null) {
        break;
      }
      narrowed.set(narrowed.indexOf(widest), widest.narrower());
    }
    return narrowed;
  }

  /** By as much as moves a word. */
  private TableColumn narrower() {
    TableColumn tight = new TableColumn(cells, left, width - 1);
    int used =
        IntStream.range(0, rows())
            .mapToObj(tight::lines)
            .flatMap(List::stream)
            .mapToInt(String::length)
            .max()
            .orElse(0);
    return new TableColumn(cells, left, used);
  }

  int rows() {
    return cells.size();
  }

  /** Lines of a row's cell. */
  int height(int row) {
    return lines(row).size();
  }

  /** A line of a row's cell, as wide as the column; blank below its last. */
  String line(int row, int line) {
    List<String> lines = lines(row);
    String text = line < lines.size() ? lines.get(line) : "";
    String padding = " ".repeat(Math.max(0, width - text.length()));
    return left || wraps() ? text + padding : padding + text;
  }

  /** Headers of numbers may, which stay where the numbers are. */
  private boolean wraps() {
    for (int row = 1; row < rows(); row++) {
      if (height(row) > 1) {
        return true;
      }
    }
    return false;
  }

  private List<String> lines(int row) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : cells.get(row)) {
      if (!line.isEmpty() && (line + word).stripTrailing().length() > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
