package org.epnas.searchspaces.nasbench201;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;

/** What the policy sees of an edge, in the order of {@link Vocabulary#features()}. */
enum Feature {
  OPERATION(EdgeOperation.values().length) {
    @Override
    int value(Cell cell, Edge edge) {
      return cell.operation(edge).ordinal();
    }
  },
  /** Nodes 0 to 2. */
  SOURCE(Edge.NODES - 1) {
    @Override
    int value(Cell cell, Edge edge) {
      return edge.source();
    }
  },
  /** Nodes 1 to 3. */
  TARGET(Edge.NODES - 1) {
    @Override
    int value(Cell cell, Edge edge) {
      return edge.target() - 1;
    }
  };

  private final int size;

  Feature(int size) {
    this.size = size;
  }

  abstract int value(Cell cell, Edge edge);

  static List<Vocabulary.Category> categories() {
    return Arrays.stream(values())
        .map(feature ->
            new Vocabulary.Category(feature.name().toLowerCase(Locale.ROOT), feature.size))
        .toList();
  }

  /** One token per edge. */
  static List<Token> tokens(Cell cell) {
    return Arrays.stream(Edge.values())
        .map(edge ->
            new Token(Arrays.stream(values()).map(feature -> feature.value(cell, edge)).toList()))
        .toList();
  }
}
