package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/** A cell as the benchmark writes it; see {@link Cell#parse}. */
final class CellText {
  private CellText() {}

  static String format(Cell cell) {
    StringBuilder text = new StringBuilder();
    for (Edge edge : Edge.values()) {
      if (edge.source() == 0) {
        text.append(edge.target() == 1 ? "|" : "+|");
      }
      text.append(cell.operation(edge).code()).append('~').append(edge.source()).append('|');
    }
    return text.toString();
  }

  static Cell parse(String text) {
    List<EdgeOperation> operations = new ArrayList<>(Edge.COUNT);
    int at = 0;
    for (Edge edge : Edge.values()) {
      if (edge.source() == 0) {
        at = expect(text, at, edge.target() == 1 ? "|" : "+|");
      }
      int end = Math.max(at, text.indexOf('~', at));
      operations.add(EdgeOperation.ofCode(text.substring(at, end)));
      at = expect(text, end, "~" + edge.source() + "|");
    }
    if (at != text.length()) {
      throw malformed(text);
    }
    return new Cell(operations);
  }

  private static int expect(String text, int at, String part) {
    if (!text.startsWith(part, at)) {
      throw malformed(text);
    }
    return at + part.length();
  }

  private static InvalidArchitectureException malformed(String text) {
    return new InvalidArchitectureException(
        "NAS-Bench-201 cell: (%s) does not read like (%s)."
            .formatted(text, "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|"));
  }
}
