package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * One of the 5^6 cells: an operation for each of the edges 1&lt;-0, 2&lt;-0, 2&lt;-1, 3&lt;-0,
 * 3&lt;-1 and 3&lt;-2.
 *
 * @param operations of the six edges, in that order
 */
public record Cell(List<EdgeOperation> operations) {
  /** Number of cells. */
  public static final int COUNT = 15_625;

  private static final List<EdgeOperation> OPERATIONS = List.of(EdgeOperation.values());
  private static final List<Edge> EDGES = List.of(Edge.values());

  /**
   * @throws IllegalArgumentException if there are not six operations
   */
  public Cell {
    operations = List.copyOf(operations);
    if (operations.size() != Edge.COUNT) {
      throw new IllegalArgumentException(
          "Cell has (%s) operations and must have one for each of its %s edges."
              .formatted(operations.size(), Edge.COUNT));
    }
  }

  /**
   * Reads the benchmark's form, for example {@code
   * |nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|none~2|}: the nodes 1, 2 and 3,
   * each with the operations on its edges, {@code ~j} for the edge from node j.
   *
   * @throws org.epnas.kernel.architecture.InvalidArchitectureException if the text is not of that
   *     form
   */
  public static Cell parse(String text) {
    return CellText.parse(text);
  }

  /** The cell of a {@link #code()}. */
  public static Cell ofCode(int code) {
    if (code < 0 || code >= COUNT) {
      throw new IllegalArgumentException(
          "Cell code (%s) must lie in [0, %s).".formatted(code, COUNT));
    }
    List<EdgeOperation> operations = new ArrayList<>();
    for (int rest = code; operations.size() < Edge.COUNT; rest /= OPERATIONS.size()) {
      operations.add(OPERATIONS.get(rest % OPERATIONS.size()));
    }
    return new Cell(operations.reversed());
  }

  /** A number of its own in [0, {@link #COUNT}), unrelated to the benchmark's index. */
  public int code() {
    int code = 0;
    for (EdgeOperation operation : operations) {
      code = code * OPERATIONS.size() + operation.ordinal();
    }
    return code;
  }

  /**
   * Whether its output depends on its input. The 341 cells of which it does not cannot learn
   * anything, so the search space does not offer them.
   */
  public boolean connected() {
    return reachable(EDGES, true).get(Edge.OUTPUT);
  }

  EdgeOperation operation(Edge edge) {
    return operations.get(edge.ordinal());
  }

  Cell with(Edge edge, EdgeOperation operation) {
    List<EdgeOperation> changed = new ArrayList<>(operations);
    changed.set(edge.ordinal(), operation);
    return new Cell(changed);
  }

  /** The edges, by ordinal, that carry something from the input to the output. */
  BitSet live() {
    BitSet reached = reachable(EDGES, true);
    BitSet needed = reachable(EDGES.reversed(), false);
    BitSet live = new BitSet(Edge.COUNT);
    for (Edge edge : EDGES) {
      live.set(
          edge.ordinal(), carries(edge) && reached.get(edge.source()) && needed.get(edge.target()));
    }
    return live;
  }

  /**
   * Nodes that the input leads to, or that lead to the output.
   *
   * @param order in which an edge comes after those that lead to it
   */
  private BitSet reachable(List<Edge> order, boolean forward) {
    BitSet nodes = new BitSet(Edge.NODES);
    nodes.set(forward ? Edge.INPUT : Edge.OUTPUT);
    for (Edge edge : order) {
      int near = forward ? edge.source() : edge.target();
      int far = forward ? edge.target() : edge.source();
      if (carries(edge) && nodes.get(near)) {
        nodes.set(far);
      }
    }
    return nodes;
  }

  private boolean carries(Edge edge) {
    return operation(edge) != EdgeOperation.NONE;
  }

  /** A cell that begins as given and goes on with {@code rest} on every further edge. */
  static Cell startingWith(List<EdgeOperation> first, EdgeOperation rest) {
    List<EdgeOperation> operations = new ArrayList<>(first);
    operations.addAll(Collections.nCopies(Edge.COUNT - first.size(), rest));
    return new Cell(operations);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return CellText.format(this);
  }
}
