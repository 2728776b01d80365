package org.epnas.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plain-text table: the first column left-aligned, the others right-aligned. Where it is wider
 * than what a person sees, its texts go on in a second line, the columns move together, and what
 * still finds no place goes below, beside the first column once more.
 */
final class Table {
  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  /** More columns, before the first row. */
  Table columns(List<String> header) {
    rows.addFirst(Stream.concat(rows.removeFirst().stream(), header.stream()).toList());
    return this;
  }

  Table row(Object... cells) {
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  @Override
  public String toString() {
    return text(TextWidth.columns());
  }

  /**
   * @param width columns of characters that a line may have
   */
  String text(int width) {
    List<TableColumn> columns =
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(c -> TableColumn.of(rows.stream().map(row -> row.get(c)).toList(), c == 0))
            .toList();
    StringBuilder text = new StringBuilder();
    for (List<TableColumn> part : parts(columns, width)) {
      text.append(text.isEmpty() ? "" : System.lineSeparator()).append(fitted(part, width));
    }
    return text.toString();
  }

  /** Columns that have room beside each other; all of them as a rule. */
  private static List<List<TableColumn>> parts(List<TableColumn> columns, int width) {
    List<List<TableColumn>> parts = new ArrayList<>();
    List<TableColumn> part = new ArrayList<>(List.of(columns.getFirst()));
    for (TableColumn column : columns.subList(1, columns.size())) {
      part.add(column);
      if (part.size() > 2 && least(part) > width) {
        parts.add(List.copyOf(part.subList(0, part.size() - 1)));
        part = new ArrayList<>(List.of(columns.getFirst(), column));
      }
    }
    parts.add(part);
    return parts;
  }

  /** With texts wrapped and columns moved together. */
  private static int least(List<TableColumn> columns) {
    return columns.stream().mapToInt(TableColumn::leastWidth).sum() + columns.size() - 1;
  }

  private static String fitted(List<TableColumn> columns, int width) {
    int gaps = columns.size() - 1;
    int least = least(columns);
    int gap = least <= width && least + gaps * (GAP - 1) > width ? 1 : GAP;
    return text(TableColumn.narrowed(columns, width - gap * gaps), " ".repeat(gap));
  }

  private static String text(List<TableColumn> columns, String gap) {
    StringBuilder text = new StringBuilder();
    int rows = columns.getFirst().rows();
    for (int row = 0; row < rows; row++) {
      int r = row;
      int height = columns.stream().mapToInt(column -> column.height(r)).max().orElse(1);
      for (int line = 0; line < height; line++) {
        int l = line;
        String joined = String.join(gap, columns.stream().map(c -> c.line(r, l)).toList());
        text.append(joined.stripTrailing()).append(System.lineSeparator());
      }
    }
    return text.toString();
  }
}
