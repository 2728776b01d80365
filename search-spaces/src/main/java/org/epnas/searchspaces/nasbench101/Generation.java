package org.epnas.searchspaces.nasbench101;

import java.util.function.Function;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Decision;

/**
 * A cell from nothing: how many vertices take part, their operations, one edge into each of them,
 * one out of each that leads nowhere yet, and then further edges. Every network can come out, and
 * nearly every vertex that takes part is on a way from the input to the output: edges drawn
 * independently would leave most vertices dead.
 */
final class Generation {
  /** Of the values of the first question, so many mean all vertices, and the next one fewer. */
  private static final int ALL_VERTICES = 6;

  private static final int INNER = Graph.MOST_VERTICES - 2;
  private static final int OUTPUT = Graph.MOST_VERTICES - 1;
  private static final VertexOperation[] OPERATIONS = VertexOperation.values();

  private final Function<Graph, Architecture> network;

  Generation(Function<Graph, Architecture> network) {
    this.network = network;
  }

  /**
   * Six in eight cells have all five inner vertices, one has four, one has fewer: about as in the
   * space, where 85 % of the networks have seven vertices.
   */
  Decision decide() {
    Graph empty = Graph.parse("0-00000");
    return Decision.ask(
        Head.SIZE.ordinal(),
        Head.SIZE.size(),
        _ -> true,
        value ->
            value <= ALL_VERTICES
                ? operation(empty, value < ALL_VERTICES ? INNER : INNER - 1, 1)
                : Decision.ask(
                    Head.SIZE.ordinal(),
                    Head.SIZE.size(),
                    fewer -> fewer < INNER - 1,
                    fewer -> operation(empty, fewer, 1)));
  }

  /**
   * @param inner number of inner vertices that take part, the first ones
   * @param vertex that is decided next
   */
  private Decision operation(Graph graph, int inner, int vertex) {
    if (vertex > inner) {
      return inner == 0 ? further(graph.withEdgeToggled(0, OUTPUT), 0) : into(graph, inner, 1);
    }
    return Decision.ask(
        Head.OPERATION.ordinal(),
        OPERATIONS.length,
        _ -> true,
        value -> operation(graph.with(vertex, OPERATIONS[value]), inner, vertex + 1));
  }

  private Decision into(Graph graph, int inner, int vertex) {
    if (vertex > inner) {
      return outOf(graph, inner, inner);
    }
    return Decision.ask(
        Head.VERTEX.ordinal(),
        Head.VERTEX.size(),
        from -> from < vertex,
        from -> into(graph.withEdgeToggled(from, vertex), inner, vertex + 1));
  }

  /** From the last to the first; while there may be more edges. */
  private Decision outOf(Graph graph, int inner, int vertex) {
    if (vertex == 0) {
      return further(graph, inner);
    }
    if (leadsOn(graph, vertex) || graph.edgeCount() == Graph.MOST_EDGES) {
      return outOf(graph, inner, vertex - 1);
    }
    return Decision.ask(
        Head.VERTEX.ordinal(),
        Head.VERTEX.size(),
        to -> to > vertex && takesPart(to, inner),
        to -> outOf(graph.withEdgeToggled(vertex, to), inner, vertex - 1));
  }

  private static boolean leadsOn(Graph graph, int vertex) {
    for (int to = vertex + 1; to < graph.vertices(); to++) {
      if (graph.edge(vertex, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesPart(int vertex, int inner) {
    return vertex <= inner || vertex == OUTPUT;
  }

  /** Another edge, by its pair of vertices, or no more. */
  private Decision further(Graph graph, int inner) {
    if (graph.edgeCount() == Graph.MOST_EDGES) {
      return new Action(() -> network.apply(GraphKey.inOrder(graph.pruned())));
    }
    return Decision.ask(
        Head.PAIR.ordinal(),
        Head.PAIR.size(),
        pair -> pair == Graph.PAIRS || missing(graph, inner, pair),
        pair ->
            pair == Graph.PAIRS
                ? new Action(() -> network.apply(GraphKey.inOrder(graph.pruned())))
                : further(
                    new Graph(graph.operations(), graph.edges() | 1 << pair, graph.names()),
                    inner));
  }

  private static boolean missing(Graph graph, int inner, int pair) {
    int rest = pair;
    int from = 0;
    while (rest >= OUTPUT - from) {
      rest -= OUTPUT - from;
      from++;
    }
    int to = from + 1 + rest;
    return takesPart(from, inner) && takesPart(to, inner) && !graph.edge(from, to);
  }
}
