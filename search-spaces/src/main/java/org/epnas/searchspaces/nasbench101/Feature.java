package org.epnas.searchspaces.nasbench101;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;

/** What the policy sees of a cell: one token per vertex, its operation and who leads to it. */
final class Feature {
  private static final int OPERATIONS = VertexOperation.values().length;

  /** Codes of the vertices without an operation. */
  private static final int INPUT = OPERATIONS;

  private static final int OUTPUT = OPERATIONS + 1;

  private Feature() {}

  static List<Vocabulary.Category> categories() {
    List<Vocabulary.Category> categories = new ArrayList<>();
    categories.add(new Vocabulary.Category("operation", OPERATIONS + 2));
    categories.add(new Vocabulary.Category("vertex", Graph.MOST_VERTICES));
    for (int from = 0; from < Graph.MOST_VERTICES - 1; from++) {
      categories.add(new Vocabulary.Category("from" + from, 2));
    }
    return List.copyOf(categories);
  }

  static List<Token> tokens(Graph graph) {
    return IntStream.range(0, graph.vertices()).mapToObj(to -> token(graph, to)).toList();
  }

  private static Token token(Graph graph, int vertex) {
    List<Integer> values = new ArrayList<>();
    values.add(operation(graph, vertex));
    values.add(vertex);
    for (int from = 0; from < Graph.MOST_VERTICES - 1; from++) {
      values.add(graph.edge(from, vertex) ? 1 : 0);
    }
    return new Token(values);
  }

  private static int operation(Graph graph, int vertex) {
    if (vertex == 0) {
      return INPUT;
    }
    return vertex == graph.output() ? OUTPUT : graph.operation(vertex).ordinal();
  }
}
