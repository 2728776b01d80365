package org.epnas.searchspaces.nasbench101;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/**
 * The transformations of one cell without dead vertices: a vertex gets another operation; an edge
 * is put in or taken out, with what is dead without it; a new vertex is put between two. The cell
 * stays connected and has seven vertices and nine edges at most.
 */
final class Changes {
  private static final VertexOperation[] OPERATIONS = VertexOperation.values();

  private final Graph graph;
  private final Function<Graph, Architecture> network;

  /**
   * @param graph a pruned one
   * @param network that of a pruned cell
   */
  Changes(Graph graph, Function<Graph, Architecture> network) {
    this.graph = graph;
    this.network = network;
  }

  Decision decide() {
    return Choices.among(Head.KIND.ordinal(), List.of(operations(), edges(), vertices()));
  }

  private Choices operations() {
    return choices(
        graph.vertices() > 2,
        () ->
            Decision.point(
                graph.vertices(),
                vertex -> vertex > 0 && vertex < graph.output(),
                vertex ->
                    operation(
                        value -> graph.with(vertex, value), List.of(graph.operation(vertex)))));
  }

  private Choices edges() {
    return choices(anyPair(this::toggles), () -> pair(this::toggles, this::toggled));
  }

  private Decision toggled(int from, int to) {
    return action(graph.withEdgeToggled(from, to));
  }

  private boolean toggles(int from, int to) {
    Graph changed = graph.withEdgeToggled(from, to);
    return changed.edgeCount() <= Graph.MOST_EDGES && changed.connected();
  }

  private Choices vertices() {
    boolean room =
        graph.vertices() < Graph.MOST_VERTICES && graph.edgeCount() + 2 <= Graph.MOST_EDGES;
    return choices(
        room,
        () ->
            pair(
                (_, _) -> true,
                (from, to) -> operation(value -> graph.withVertex(from, to, value), List.of())));
  }

  /** Asks for an operation that is none of the given ones. */
  private Decision operation(
      Function<VertexOperation, Graph> then, List<VertexOperation> excluded) {
    return Decision.ask(
        Head.OPERATION.ordinal(),
        OPERATIONS.length,
        value -> !excluded.contains(OPERATIONS[value]),
        value -> action(then.apply(OPERATIONS[value])));
  }

  /** A condition on two vertices, the first below the second. */
  @FunctionalInterface
  private interface Pair<T> {
    T of(int from, int to);
  }

  private boolean anyPair(Pair<Boolean> valid) {
    return IntStream.range(0, graph.output()).anyMatch(from -> !ends(from, valid).isEmpty());
  }

  private BitSet ends(int from, Pair<Boolean> valid) {
    BitSet ends = new BitSet();
    for (int to = from + 1; to < graph.vertices(); to++) {
      ends.set(to, valid.of(from, to));
    }
    return ends;
  }

  /** Asks for two vertices. */
  private Decision pair(Pair<Boolean> valid, Pair<Decision> then) {
    List<BitSet> ends = new ArrayList<>();
    for (int from = 0; from < graph.vertices(); from++) {
      ends.add(ends(from, valid));
    }
    return Decision.point(
        graph.vertices(),
        from -> !ends.get(from).isEmpty(),
        from ->
            Decision.point(
                graph.vertices(), to -> ends.get(from).get(to), to -> then.of(from, to)));
  }

  private Decision action(Graph changed) {
    return new Action(() -> network.apply(GraphKey.inOrder(changed.pruned())));
  }

  private static Choices choices(boolean any, Supplier<Decision> decide) {
    return new Choices() {
      @Override
      public boolean any() {
        return any;
      }

      @Override
      public Decision decide() {
        return decide.get();
      }
    };
  }
}
