package org.epnas.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180, with line feeds); what is absent becomes an empty field. */
final class Csv {
  private final List<String> lines = new ArrayList<>();

  Csv(String... header) {
    row((Object[]) header);
  }

  Csv row(Object... cells) {
    lines.add(Arrays.stream(cells).map(Csv::field).collect(Collectors.joining(",")));
    return this;
  }

  private static String field(Object cell) {
    return switch (cell) {
      case OptionalDouble number ->
          number.isPresent() ? Double.toString(number.getAsDouble()) : "";
      default -> quoted(cell.toString());
    };
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
