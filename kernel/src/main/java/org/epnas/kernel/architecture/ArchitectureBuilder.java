package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Grows an architecture layer by layer. Each layer is checked when it is added, and its shape is
 * known from then on. Not thread-safe.
 */
public final class ArchitectureBuilder {
  private final TensorShape input;
  private final int classes;
  private final ArchitectureRules rules;
  private final List<Layer> layers = new ArrayList<>();

  /**
   * @param input shape of one image
   * @param classes number of classes, at least 2
   */
  public ArchitectureBuilder(TensorShape input, int classes) {
    this.input = input;
    this.classes = classes;
    this.rules = new ArchitectureRules(input, classes);
  }

  /**
   * @return the layer's name, to be used as an input of later ones
   * @throws InvalidArchitectureException if the layer breaks a rule; the builder is unchanged then
   */
  public String add(Layer layer) {
    rules.accept(layer);
    layers.add(layer);
    return layer.name();
  }

  /** As {@link #add(Layer)}. */
  public String add(String name, Operation operation, String... inputs) {
    return add(Layer.of(name, operation, inputs));
  }

  /** Output shape of an added layer, or of {@link Architecture#INPUT}. */
  public TensorShape shape(String name) {
    TensorShape shape = rules.shapes().get(name);
    if (shape == null) {
      throw new NoSuchElementException(
          "Layer (%s) was not added. Maybe use one of %s."
              .formatted(name, rules.shapes().keySet()));
    }
    return shape;
  }

  /** The layer added last, or {@link Architecture#INPUT} if there is none. */
  public String last() {
    return layers.isEmpty() ? Architecture.INPUT : layers.getLast().name();
  }

  /** The architecture of the layers so far, without an encoding. */
  public Architecture build() {
    return build("");
  }

  /**
   * @param encoding how the search space describes the network to itself
   * @throws InvalidArchitectureException if the last layer does not give the logits
   */
  public Architecture build(String encoding) {
    return new Architecture(input, classes, layers, encoding);
  }
}
