package org.epnas.searchspaces.nasbench101;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.KeyedSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.DecisionTree;

/**
 * The NAS-Bench-101 space (Ying et al. 2019): 423,624 networks, one per cell of at most seven
 * vertices and nine edges. A transformation gives an inner vertex another operation, puts an edge
 * in or takes one out, or puts a new vertex between two. The initial cell is one 3x3 convolution
 * with a way around it.
 *
 * <p>An architecture carries its cell in {@link Architecture#encoding()}, for example {@code
 * 154859-02001}: the edges as a hexadecimal number, bit b for the b-th pair (i, j) of vertices in
 * lexicographic order, and a digit per inner vertex: 0 convolution 3x3, 1 convolution 1x1, 2 max
 * pooling 3x3. The key of a cell does not depend on the numbering of its vertices. Where channels
 * cannot be shared out evenly, the network does by a channel, in the benchmark too: networks that
 * are proposed have their vertices in an order of their own, {@link #network} keeps the given one.
 *
 * <p>The prior, each choice uniform, favours cells with many edges and is not uniform over the
 * 423,624 networks.
 */
public final class Nasbench101Space implements GenerativeSpace, KeyedSpace {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(Feature.categories(), Head.categories());

  /** Edges from the input to the convolution and to the output, and between these two. */
  private static final Graph INITIAL = Graph.parse("7-0");

  private static final int REMEMBERED = 20_000;

  private final TensorShape input;
  private final int classes;
  private final ConcurrentMap<Layer, Layer> layers = new ConcurrentHashMap<>();
  private final Map<Graph, Architecture> recent =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Graph, Architecture> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public Nasbench101Space(TensorShape input, int classes) {
    this.input = input;
    this.classes = classes;
  }

  @Override
  public Architecture initial() {
    return architecture(INITIAL);
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  @Override
  public String key(String encoding) {
    Graph graph = Graph.parse(encoding);
    return graph.connected() ? GraphKey.of(graph.pruned()) : encoding;
  }

  @Override
  public Optional<Architecture> network(String encoding) {
    Graph graph = Graph.parse(encoding);
    return graph.connected() && graph.pruned().edgeCount() <= Graph.MOST_EDGES
        ? Optional.of(architecture(graph))
        : Optional.empty();
  }

  /** The same object for the same cell, while it is in use or was lately. */
  private Architecture architecture(Graph graph) {
    Architecture known = recent.get(graph);
    if (known != null) {
      return known;
    }
    Architecture made = GraphNetwork.of(input, classes, graph, layers);
    Architecture earlier = recent.putIfAbsent(graph, made);
    return earlier == null ? made : earlier;
  }

  /**
   * @throws InvalidArchitectureException if the architecture's encoding is not a connected cell, or
   *     it is for other images or classes than this space
   */
  @Override
  public TransformationTree transformations(Architecture architecture) {
    Graph graph = Graph.parse(architecture.encoding());
    if (!architecture.input().equals(input) || architecture.classes() != classes) {
      throw new InvalidArchitectureException(
          "Architecture is for images (%s) and (%s) classes, the space for (%s) and (%s). Maybe make the space for the same data."
              .formatted(architecture.input(), architecture.classes(), input, classes));
    }
    Graph pruned = graph.pruned();
    return new DecisionTree(
        Feature.tokens(pruned), new Changes(pruned, this::architecture).decide());
  }

  /** A tree of its own per draw: what was drawn before is not kept. */
  @Override
  public TransformationTree generation() {
    return new DecisionTree(Feature.tokens(INITIAL), new Generation(this::architecture).decide());
  }
}
