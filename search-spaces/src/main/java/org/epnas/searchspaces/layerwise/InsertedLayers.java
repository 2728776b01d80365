package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/** The layers that an insertion adds, in topological order; the last one is what others read. */
final class InsertedLayers {
  private final Graph graph;
  private final Insertion insertion;
  private final int number;
  private final List<Layer> layers = new ArrayList<>();

  private InsertedLayers(Graph graph, Insertion insertion, int number) {
    this.graph = graph;
    this.insertion = insertion;
    this.number = number;
  }

  static List<Layer> of(Graph graph, Insertion insertion, int number) {
    InsertedLayers inserted = new InsertedLayers(graph, insertion, number);
    if (insertion.type() == LayerType.BASIC_BLOCK) {
      inserted.basicBlock();
    } else {
      inserted.joined();
    }
    return inserted.layers;
  }

  private void basicBlock() {
    String first = append("conv" + number + "a", operation(Activation.RELU), source());
    String second = append("conv" + number + "b", operation(Activation.NONE), first);
    append("add" + number, new Operation.Add(finalActivation()), second, source());
  }

  private void joined() {
    String name = insertion.type().prefix() + number;
    switch (insertion.join()) {
      case NONE -> appendNormalised(name, finalActivation(), source());
      case ADD -> {
        String last = appendNormalised(name, Activation.NONE, source());
        append("add" + number, new Operation.Add(finalActivation()), last, secondSource());
      }
      case CONCATENATE -> {
        String both = append("concat" + number, new Operation.Concat(), source(), secondSource());
        appendNormalised(name, finalActivation(), both);
      }
    }
  }

  /**
   * A pooling gets a batch norm, as in DARTS (Liu et al. 2019, section 3.1): maxima are larger than
   * what they are taken of, and sums of poolings and what they read double.
   *
   * @return the name of the last layer
   */
  private String appendNormalised(String name, Activation activation, String input) {
    append(name, operation(activation), input);
    return insertion.type().pools()
        ? append("norm" + number, new Operation.BatchNorm(activation), name)
        : name;
  }

  private String append(String name, Operation operation, String... inputs) {
    layers.add(Layer.of(name, operation, inputs));
    return name;
  }

  private Operation operation(Activation activation) {
    return insertion
        .type()
        .operation(insertion.channels(graph), insertion.kernel(), insertion.stride(), activation);
  }

  private String source() {
    return graph.layer(insertion.position()).name();
  }

  private String secondSource() {
    return graph.layer(insertion.second()).name();
  }

  /** That of the layer it follows, so that a linear end of a branch stays linear. */
  private Activation finalActivation() {
    return graph.operation(insertion.position()) instanceof Operation.Activated predecessor
        ? predecessor.activation()
        : Activation.RELU;
  }
}
