package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The live layers of an architecture without identities, as a graph of numbered nodes. Node 0 is
 * the network's input; the others follow in layer order, so every edge leads to a higher number.
 */
final class LayerGraph {
  private static final Edge[] NO_EDGES = {};

  private final String[] operations;
  private final Edge[][] inputs;
  private final Edge[][] users;

  /**
   * One end of an edge as seen from the other one.
   *
   * @param node the node at the other end
   * @param position which input of the reader it is, from 1; 0 where inputs commute
   */
  record Edge(int node, int position) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      return node != other.node
          ? Integer.compare(node, other.node)
          : Integer.compare(position, other.position);
    }
  }

  private LayerGraph(List<String> operations, List<Edge[]> inputs) {
    this.operations = operations.toArray(String[]::new);
    this.inputs = inputs.toArray(Edge[][]::new);
    this.users = reversed(this.inputs);
  }

  static LayerGraph of(Architecture architecture) {
    List<String> operations = new ArrayList<>(List.of(Architecture.INPUT));
    List<Edge[]> inputs = new ArrayList<>();
    inputs.add(NO_EDGES);
    Map<String, Integer> nodes = new HashMap<>(Map.of(Architecture.INPUT, 0));
    for (Layer layer : architecture.liveLayers()) {
      List<Integer> sources = layer.inputs().stream().map(nodes::get).toList();
      if (layer.operation() instanceof Operation.Identity) {
        nodes.put(layer.name(), sources.getFirst());
      } else {
        nodes.put(layer.name(), operations.size());
        operations.add(OperationText.of(layer.operation()));
        inputs.add(edges(sources, layer.operation() instanceof Operation.Add));
      }
    }
    return new LayerGraph(operations, inputs);
  }

  int size() {
    return operations.length;
  }

  String operation(int node) {
    return operations[node];
  }

  /** In input order, or sorted where inputs commute. */
  Edge[] inputs(int node) {
    return inputs[node];
  }

  /** The readers of a node, one edge per use, sorted by reader. */
  Edge[] users(int node) {
    return users[node];
  }

  /** Whether exchanging two nodes of one operation leaves the graph as it is. */
  boolean twins(int a, int b) {
    return operations[a].equals(operations[b])
        && Arrays.equals(inputs[a], inputs[b])
        && Arrays.equals(users[a], users[b]);
  }

  /** Whether the permutation of the nodes keeps operations and edges. */
  boolean automorphism(int[] image) {
    for (int node = 0; node < size(); node++) {
      if (!operations[node].equals(operations[image[node]])
          || !Arrays.equals(mapped(inputs[node], image), inputs[image[node]])) {
        return false;
      }
    }
    return true;
  }

  /** The edges after renumbering the nodes, in the order that {@link #inputs} has. */
  static Edge[] mapped(Edge[] edges, int[] image) {
    Edge[] result = new Edge[edges.length];
    for (int i = 0; i < edges.length; i++) {
      result[i] = new Edge(image[edges[i].node()], edges[i].position());
    }
    sortIfCommuting(result);
    return result;
  }

  private static Edge[] edges(List<Integer> sources, boolean commute) {
    Edge[] edges = new Edge[sources.size()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = new Edge(sources.get(i), commute ? 0 : i + 1);
    }
    sortIfCommuting(edges);
    return edges;
  }

  private static void sortIfCommuting(Edge[] edges) {
    if (edges.length > 1 && edges[0].position() == 0) {
      Arrays.sort(edges);
    }
  }

  private static Edge[][] reversed(Edge[][] inputs) {
    List<List<Edge>> users = new ArrayList<>();
    for (int node = 0; node < inputs.length; node++) {
      users.add(new ArrayList<>());
      for (Edge edge : inputs[node]) {
        users.get(edge.node()).add(new Edge(node, edge.position()));
      }
    }
    return users.stream().map(list -> list.toArray(Edge[]::new)).toArray(Edge[][]::new);
  }
}
