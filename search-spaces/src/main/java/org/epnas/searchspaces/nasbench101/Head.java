package org.epnas.searchspaces.nasbench101;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.epnas.kernel.search.Vocabulary;

/** The categorical choices of this space, in the order of {@link Vocabulary#heads()}. */
enum Head {
  /** What to change: an operation, an edge, or the number of vertices. */
  KIND(3),
  /** Of a vertex. */
  OPERATION(VertexOperation.values().length),
  /** How many vertices take part. */
  SIZE(8),
  /** At the other end of an edge. */
  VERTEX(Graph.MOST_VERTICES),
  /** The edge of a pair, or no more edges. */
  PAIR(Graph.PAIRS + 1);

  private final int size;

  Head(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  static List<Vocabulary.Category> categories() {
    return Arrays.stream(values())
        .map(head -> new Vocabulary.Category(head.name().toLowerCase(Locale.ROOT), head.size))
        .toList();
  }
}
