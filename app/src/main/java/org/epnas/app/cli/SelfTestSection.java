package org.epnas.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.epnas.app.selftest.Part;

/**
 * A part of the self-test's result as a table.
 *
 * @param note a sentence before the table; empty as a rule
 * @param rows as many cells each as the header
 */
record SelfTestSection(String title, String note, List<String> header, List<List<String>> rows) {
  SelfTestSection {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  static SelfTestSection of(
      String name, Part<?> part, List<String> header, List<List<String>> rows) {
    return new SelfTestSection("%s: %s".formatted(name, part.status()), part.note(), header, rows);
  }

  String plain() {
    StringBuilder text = new StringBuilder("%s%n".formatted(title));
    if (!note.isEmpty()) {
      text.append(TextWidth.wrapped("", note));
    }
    if (!rows.isEmpty()) {
      Table table = new Table(header.toArray(String[]::new));
      rows.forEach(row -> table.row(row.toArray()));
      text.append(table);
    }
    return text.toString();
  }

  String markdown() {
    List<String> lines = new ArrayList<>(List.of("## " + title, ""));
    if (!note.isEmpty()) {
      lines.addAll(List.of(note, ""));
    }
    if (!rows.isEmpty()) {
      lines.add(line(header));
      lines.add(line(header.stream().map(_ -> "---").toList()));
      rows.forEach(row -> lines.add(line(row)));
      lines.add("");
    }
    return String.join("\n", lines);
  }

  /** A bar or the end of a line within a cell would end it. */
  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replaceAll("\\R", " "))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
