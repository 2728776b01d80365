package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Removes a layer; its readers read its source instead.
 *
 * <p>What the removal makes pointless goes too: an addition or concatenation whose inputs become one
 * and the same, and layers that nothing reads any more. A source that only the removed layer read
 * takes over its activation, which undoes what {@link Insertion} did.
 */
final class Removal {
  private final Graph graph;
  private final int position;
  private final Map<String, String> replacements = new HashMap<>();

  Removal(Graph graph, int position) {
    this.graph = graph;
    this.position = position;
  }

  Architecture perform() {
    Architecture parent = graph.architecture();
    return new Architecture(
        parent.input(), parent.classes(), alive(rewired()), parent.encoding());
  }

  private List<Layer> rewired() {
    replacements.put(graph.layer(position).name(), name(graph.mainSource(position)));
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      if (i != position) {
        rewire(i, layers);
      }
    }
    return layers;
  }

  private void rewire(int index, List<Layer> layers) {
    Layer layer = graph.layer(index);
    List<String> inputs =
        layer.inputs().stream().map(name -> replacements.getOrDefault(name, name)).toList();
    if (inputs.size() > 1 && inputs.stream().distinct().count() == 1) {
      replacements.put(layer.name(), inputs.getFirst());
    } else {
      layers.add(new Layer(layer.name(), takenOver(index), inputs));
    }
  }

  private Operation takenOver(int index) {
    Operation operation = graph.operation(index);
    boolean onlyReader =
        index == graph.source(position) && graph.readers(index).cardinality() == 1;
    return onlyReader
            && operation instanceof Operation.Activated source
            && graph.operation(position) instanceof Operation.Activated removed
        ? source.withActivation(removed.activation())
        : operation;
  }

  private String name(int index) {
    return index == Graph.INPUT ? Architecture.INPUT : graph.layer(index).name();
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
