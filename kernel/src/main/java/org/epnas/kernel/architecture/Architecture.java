package org.epnas.kernel.architecture;

import java.util.List;
import java.util.Map;

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
  public Map<String, TensorShape> shapes() {
    return ShapeInference.shapes(input, layers);
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
