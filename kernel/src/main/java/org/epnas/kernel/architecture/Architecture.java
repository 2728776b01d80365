package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An immutable network: a DAG of named layers in topological order, whose last layer gives the
 * logits. Construction validates names, inputs, parameters and shapes, so an instance is always
 * trainable.
 *
 * @param input shape of one image
 * @param classes number of classes, at least 2; the last layer is {@code Dense(classes)}
 * @param layers in topological order
 * @param encoding how the search space describes this network to itself (for example its cell);
 *     empty where the layers say it all. Not part of the canonical form.
 */
public record Architecture(TensorShape input, int classes, List<Layer> layers, String encoding) {
  /** Name by which layers refer to the network's input. */
  public static final String INPUT = "input";

  /**
   * @throws InvalidArchitectureException if any rule is broken; the message names the layer and a
   *     way out
   */
  public Architecture {
    layers = List.copyOf(layers);
    ArchitectureRules.check(input, classes, layers);
  }

  /** Output shape of every layer and of {@link #INPUT}, in layer order. */
  public SequencedMap<String, TensorShape> shapes() {
    return ShapeInference.shapes(input, layers);
  }

  /** The layer of that name, if there is one. */
  public Optional<Layer> layer(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  /**
   * The layers that the last one depends on, itself included, in layer order: all but dead ones.
   */
  public List<Layer> liveLayers() {
    Set<String> live = new HashSet<>();
    live.add(layers.getLast().name());
    List<Layer> found = new ArrayList<>();
    for (Layer layer : layers.reversed()) {
      if (live.contains(layer.name())) {
        live.addAll(layer.inputs());
        found.add(layer);
      }
    }
    return List.copyOf(found.reversed());
  }

  /**
   * The canonical form: equal for two descriptions of the same network (isomorphic DAGs, commuted
   * inputs of an addition, dead branches and identities removed), different otherwise. Names do not
   * matter.
   */
  public CanonicalForm canonicalForm() {
    return CanonicalForm.of(this);
  }
}
