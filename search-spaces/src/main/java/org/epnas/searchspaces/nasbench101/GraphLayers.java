package org.epnas.searchspaces.nasbench101;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one cell, as the benchmark's build_module makes them. Inner vertices add what leads
 * to them up; what leads to the output is concatenated. The cell's input reaches a vertex through a
 * 1x1 convolution of its own.
 *
 * <p>Where the output's channels cannot be shared out evenly, a vertex may lead to one that has a
 * channel less, and the benchmark cuts the last channel off. Here such a vertex is made in two
 * parts, all channels but the last and the last, so that a reader takes what it needs. Convolution,
 * normalisation and pooling work channel by channel: the network is the same, with the same
 * parameters.
 */
final class GraphLayers {
  private static final String HEAD = ".head";
  private static final String LAST = ".last";

  /**
   * What a vertex gives.
   *
   * @param head the layer of all its channels, or of all but the last
   * @param last the layer of the last channel, if that is apart
   */
  private record Value(String head, @Nullable String last) {}

  private final Graph graph;
  private final NetworkLayers layers;
  private final String name;
  private final int[] widths;
  private final boolean[] split;
  private final Value[] values;
  private final Map<Integer, String> joins = new HashMap<>();
  private final String input;

  /**
   * @param pruned a cell without dead vertices
   * @param channels of the cell's output
   * @param input name of the layer that it reads
   */
  GraphLayers(Graph pruned, NetworkLayers layers, String name, int channels, String input) {
    this.graph = pruned;
    this.layers = layers;
    this.name = name;
    this.input = input;
    this.widths = VertexChannels.of(pruned, channels);
    this.split = splits();
    this.values = new Value[pruned.vertices()];
  }

  /** Which vertices are made in two parts: those that one with a channel less reads. */
  private boolean[] splits() {
    boolean[] found = new boolean[graph.vertices()];
    for (int vertex = graph.output() - 1; vertex > 0; vertex--) {
      for (int to = vertex + 1; to < graph.output(); to++) {
        boolean narrower = widths[to] < widths[vertex];
        boolean pooledInParts = found[to] && graph.operation(to) == VertexOperation.MAX_POOLING_3;
        found[vertex] |= graph.edge(vertex, to) && (narrower || pooledInParts);
      }
    }
    return found;
  }

  /** Adds the cell; returns the name of the layer that is its output. */
  String add() {
    for (int vertex = 1; vertex < graph.output(); vertex++) {
      values[vertex] = vertex(vertex);
    }
    return output();
  }

  private Value vertex(int vertex) {
    String own = vertexName(vertex);
    int width = widths[vertex];
    if (!split[vertex]) {
      return new Value(operation(vertex, own, width, whole(vertex, own)), null);
    }
    boolean pooled = graph.operation(vertex) == VertexOperation.MAX_POOLING_3;
    String forHead = pooled ? part(vertex, own + HEAD, width - 1) : whole(vertex, own);
    String forLast = pooled ? part(vertex, own + LAST, 1) : forHead;
    return new Value(
        operation(vertex, own + HEAD, width - 1, forHead),
        operation(vertex, own + LAST, 1, forLast));
  }

  /** The same after other vertices were put in or taken out. */
  private String vertexName(int vertex) {
    return "%s.v%s".formatted(name, graph.name(vertex));
  }

  private String operation(int vertex, String own, int width, String from) {
    VertexOperation operation = graph.operation(vertex);
    return layers.add(
        own + "." + operation.code(),
        switch (operation) {
          case CONVOLUTION_3 -> NetworkLayers.convolution(width, 3);
          case CONVOLUTION_1 -> NetworkLayers.convolution(width, 1);
          case MAX_POOLING_3 -> new Operation.MaxPooling(3, 1);
        },
        from);
  }

  /** What a vertex reads: everything that leads to it, added up. */
  private String whole(int vertex, String own) {
    List<String> terms = new ArrayList<>();
    for (int from = 1; from < vertex; from++) {
      if (graph.edge(from, vertex)) {
        terms.add(widths[from] > widths[vertex] ? values[from].head() : joined(from));
      }
    }
    return sum(vertex, own, widths[vertex], terms);
  }

  /** The same for the head or the last channel of a pooling in two parts. */
  private String part(int vertex, String own, int width) {
    List<String> terms = new ArrayList<>();
    for (int from = 1; from < vertex; from++) {
      if (graph.edge(from, vertex)) {
        terms.add(width == 1 ? last(values[from]) : values[from].head());
      }
    }
    return sum(vertex, own, width, terms);
  }

  private String sum(int vertex, String own, int width, List<String> terms) {
    if (graph.edge(0, vertex)) {
      terms.add(layers.add(own + ".input", NetworkLayers.convolution(width, 1), input));
    }
    return terms.size() == 1
        ? terms.getFirst()
        : layers.add(new Layer(own + ".sum", new Operation.Add(Activation.NONE), terms));
  }

  /** All channels of a vertex in one layer. */
  private String joined(int vertex) {
    Value value = values[vertex];
    return value.last() == null
        ? value.head()
        : joins.computeIfAbsent(vertex, _ -> join(vertex, value));
  }

  private String join(int vertex, Value value) {
    return layers.add(
        new Layer(
            vertexName(vertex) + ".all",
            new Operation.Concat(),
            List.of(value.head(), last(value))));
  }

  private static String last(Value value) {
    return Objects.requireNonNull(value.last(), "a vertex in two parts");
  }

  private String output() {
    List<String> parts = new ArrayList<>();
    for (int vertex = 1; vertex < graph.output(); vertex++) {
      if (graph.edge(vertex, graph.output())) {
        parts.add(values[vertex].head());
        Stream.ofNullable(values[vertex].last()).forEach(parts::add);
      }
    }
    List<String> terms = new ArrayList<>();
    if (parts.size() == 1) {
      terms.add(parts.getFirst());
    } else if (!parts.isEmpty()) {
      terms.add(layers.add(new Layer(name + ".concat", new Operation.Concat(), parts)));
    }
    return sum(graph.output(), name + ".output", widths[graph.output()], terms);
  }
}
