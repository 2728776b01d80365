package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Removes a layer; its readers read its source instead.
 *
 * <p>What the removal makes pointless goes too: an addition or concatenation whose inputs become
 * one and the same, and layers that nothing reads any more. A source that only the removed layer
 * read takes over its activation, which undoes what {@link Insertion} did.
 */
record Removal(int position) {

  Architecture perform(Graph graph) {
    Architecture parent = graph.architecture();
    return new Architecture(
        parent.input(), parent.classes(), alive(rewired(graph)), parent.encoding());
  }

  private List<Layer> rewired(Graph graph) {
    Aliases aliases = new Aliases(graph);
    BitSet removed = removed(graph);
    removed.stream().forEach(i -> aliases.replace(i, graph.mainSource(position)));
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      if (!removed.get(i) && !aliases.absorb(i)) {
        List<String> inputs = Arrays.stream(aliases.inputs(i)).mapToObj(graph::name).toList();
        layers.add(new Layer(graph.name(i), takingOver(graph, i), inputs));
      }
    }
    return layers;
  }

  /** The layer, of a pooling also the batch norm that {@link Insertion} gave it. */
  private BitSet removed(Graph graph) {
    BitSet removed = new BitSet();
    removed.set(position);
    if (graph.operation(position) instanceof Operation.MaxPooling
        || graph.operation(position) instanceof Operation.AveragePooling) {
      graph.readers(position).stream()
          .filter(reader -> graph.operation(reader) instanceof Operation.BatchNorm)
          .forEach(removed::set);
    }
    return removed;
  }

  private Operation takingOver(Graph graph, int index) {
    Operation operation = graph.operation(index);
    boolean onlyReader = index == graph.source(position) && graph.readers(index).cardinality() == 1;
    return onlyReader
            && operation instanceof Operation.Activated source
            && graph.operation(position) instanceof Operation.Activated removed
        ? source.withActivation(removed.activation())
        : operation;
  }

  private static List<Layer> alive(List<Layer> layers) {
    Set<String> read = new HashSet<>();
    List<Layer> alive = new ArrayList<>();
    for (Layer layer : layers.reversed()) {
      if (alive.isEmpty() || read.contains(layer.name())) {
        alive.add(layer);
        read.addAll(layer.inputs());
      }
    }
    return alive.reversed();
  }
}
