package org.epnas.searchspaces.nasbench101;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/**
 * A cell: vertex 0 is its input, the last its output, and edges lead from lower to higher vertices.
 *
 * @param operations of the inner vertices, at most five
 * @param edges bit b is the edge of the b-th pair (i, j), i below j, in lexicographic order: (0,1),
 *     (0,2), ..., (n-2,n-1) for n vertices
 * @param names of the inner vertices, different numbers from 1 to 5. They stay where vertices are
 *     put in, taken out or put in another order, and mean nothing for what the cell computes
 */
record Graph(List<VertexOperation> operations, int edges, List<Integer> names) {
  static final int MOST_VERTICES = 7;
  static final int MOST_EDGES = 9;

  /** Pairs of the largest cell. */
  static final int PAIRS = pairs(MOST_VERTICES);

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{1,6})-([0-2]{0,5})(?:-([1-5]{0,5}))?");
  private static final VertexOperation[] OPERATIONS = VertexOperation.values();

  Graph {
    operations = List.copyOf(operations);
    names = List.copyOf(names);
    if (names.size() != operations.size() || Set.copyOf(names).size() != names.size()) {
      throw new InvalidArchitectureException(
          "NAS-Bench-101 cell has %s inner vertices and the names %s; each must have one of its own."
              .formatted(operations.size(), names));
    }
    if (operations.size() > MOST_VERTICES - 2 || edges >>> pairs(operations.size() + 2) != 0) {
      throw new InvalidArchitectureException(
          "NAS-Bench-101 cell has %s inner vertices and the edges (%s); it may have 5 and one edge per pair of vertices."
              .formatted(operations.size(), Integer.toHexString(edges)));
    }
  }

  /** Inner vertices are named in their order. */
  Graph(List<VertexOperation> operations, int edges) {
    this(operations, edges, inOrder(operations.size()));
  }

  private static List<Integer> inOrder(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  private static int pairs(int vertices) {
    return vertices * (vertices - 1) / 2;
  }

  /**
   * Reads for example {@code 154859-02001}: the edges as a hexadecimal number, then a digit per
   * inner vertex, see {@link VertexOperation}; and, where they are not in order, the names of the
   * inner vertices: {@code 154859-02001-13245}.
   */
  static Graph parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidArchitectureException(
          "NAS-Bench-101 cell: (%s) does not read like (154859-02001), edges in hexadecimal and an operation from 0 to 2 per inner vertex."
              .formatted(text));
    }
    List<VertexOperation> operations =
        matcher.group(2).chars().mapToObj(digit -> OPERATIONS[digit - '0']).toList();
    int edges = Integer.parseInt(matcher.group(1), 16);
    String names = matcher.group(3);
    return names == null
        ? new Graph(operations, edges)
        : new Graph(operations, edges, names.chars().mapToObj(digit -> digit - '0').toList());
  }

  int vertices() {
    return operations.size() + 2;
  }

  int output() {
    return operations.size() + 1;
  }

  /** Of an inner vertex. */
  int name(int vertex) {
    return names.get(vertex - 1);
  }

  /** Of an inner vertex, counted from 1. */
  VertexOperation operation(int vertex) {
    return operations.get(vertex - 1);
  }

  boolean edge(int from, int to) {
    return from < to && (edges >>> bit(from, to, vertices()) & 1) == 1;
  }

  private static int bit(int from, int to, int vertices) {
    return from * (2 * vertices - from - 1) / 2 + to - from - 1;
  }

  int edgeCount() {
    return Integer.bitCount(edges);
  }

  Graph withEdgeToggled(int from, int to) {
    return new Graph(operations, edges ^ 1 << bit(from, to, vertices()), names);
  }

  Graph with(int vertex, VertexOperation operation) {
    List<VertexOperation> changed = new ArrayList<>(operations);
    changed.set(vertex - 1, operation);
    return new Graph(changed, edges, names);
  }

  /** Whether the output depends on the input. */
  boolean connected() {
    return live().get(output());
  }

  /** Vertices on a path from the input to the output; none where there is no such path. */
  BitSet live() {
    BitSet reached = new BitSet();
    BitSet needed = new BitSet();
    reached.set(0);
    needed.set(output());
    for (int to = 1; to < vertices(); to++) {
      for (int from = 0; from < to; from++) {
        if (edge(from, to) && reached.get(from)) {
          reached.set(to);
        }
      }
    }
    for (int from = output() - 1; from >= 0; from--) {
      for (int to = from + 1; to < vertices(); to++) {
        if (edge(from, to) && needed.get(to)) {
          needed.set(from);
        }
      }
    }
    reached.and(needed);
    return reached;
  }

  /** The cell without its dead vertices; must be connected. */
  Graph pruned() {
    int[] kept = live().stream().toArray();
    return kept.length == vertices() ? this : placed(kept, kept.length, identity(kept.length));
  }

  /**
   * The cell with one more vertex right after {@code from}, which {@code from} leads to and which
   * leads to {@code to}; the vertices after it move up by one.
   */
  Graph withVertex(int from, int to, VertexOperation operation) {
    int[] places = identity(vertices());
    for (int vertex = from + 1; vertex < vertices(); vertex++) {
      places[vertex]++;
    }
    Graph longer = placed(identity(vertices()), vertices() + 1, places);
    return longer
        .with(from + 1, operation)
        .withEdgeToggled(from, from + 1)
        .withEdgeToggled(from + 1, to + 1);
  }

  private static int[] identity(int size) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
    }
    return places;
  }

  /** Some vertices, in their order, at other places of a cell of another size. */
  private Graph placed(int[] some, int size, int[] places) {
    VertexOperation[] placedOperations = new VertexOperation[size - 2];
    Integer[] placedNames = new Integer[size - 2];
    Arrays.fill(placedOperations, VertexOperation.CONVOLUTION_3);
    Arrays.fill(placedNames, unusedName());
    int placedEdges = 0;
    for (int i = 0; i < some.length; i++) {
      if (some[i] != 0 && some[i] != output()) {
        placedOperations[places[i] - 1] = operation(some[i]);
        placedNames[places[i] - 1] = name(some[i]);
      }
      for (int j = i + 1; j < some.length; j++) {
        if (edge(some[i], some[j])) {
          placedEdges |= 1 << bit(places[i], places[j], size);
        }
      }
    }
    return new Graph(List.of(placedOperations), placedEdges, List.of(placedNames));
  }

  private int unusedName() {
    return inOrder(names.size() + 1).stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .orElse(0);
  }

  /** The vertices in another order, in which every edge still leads to a later one. */
  Graph ordered(int... order) {
    return placed(order, vertices(), identity(vertices()));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    String text =
        Integer.toHexString(edges)
            + operations.stream()
                .map(operation -> Integer.toString(operation.ordinal()))
                .collect(Collectors.joining("", "-", ""));
    return names.equals(inOrder(names.size()))
        ? text
        : text
            + names.stream()
                .map(name -> Integer.toString(name))
                .collect(Collectors.joining("", "-", ""));
  }
}
