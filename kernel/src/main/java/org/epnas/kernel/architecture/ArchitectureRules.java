package org.epnas.kernel.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The rules every architecture obeys: of its graph here, of single operations in {@link
 * OperationRules}. Layers are accepted one by one, so that a builder can refuse a layer when it is
 * added.
 */
final class ArchitectureRules {
  private static final int LARGEST_SIDE = 1 << 16;

  private final int classes;
  private final SequencedMap<String, TensorShape> shapes = new LinkedHashMap<>();

  ArchitectureRules(TensorShape input, int classes) {
    if (classes < 2) {
      throw new InvalidArchitectureException(
          "Classes (%s) of the architecture must be at least 2. Maybe the data set has one class folder only."
              .formatted(classes));
    }
    if (input.height() > LARGEST_SIDE || input.width() > LARGEST_SIDE) {
      throw new InvalidArchitectureException(
          "Input (%s) has a side above %s. Maybe scale the images down."
              .formatted(input, LARGEST_SIDE));
    }
    OperationRules.checkSize(Architecture.INPUT, input);
    this.classes = classes;
    shapes.put(Architecture.INPUT, input);
  }

  static void check(TensorShape input, int classes, List<Layer> layers) {
    ArchitectureRules rules = new ArchitectureRules(input, classes);
    layers.forEach(rules::accept);
    rules.checkOutput(layers);
  }

  /** Checks the next layer and infers its shape. */
  void accept(Layer layer) {
    checkName(layer.name());
    for (String source : layer.inputs()) {
      if (!shapes.containsKey(source)) {
        throw InvalidArchitectureException.ofLayer(
            layer.name(),
            "input (%s) must be an earlier layer or (%s)".formatted(source, Architecture.INPUT),
            "list the layers in topological order, or use one of " + shapes.keySet());
      }
    }
    List<TensorShape> inputs = ShapeInference.inputShapes(layer, shapes);
    OperationRules.check(layer, inputs);
    TensorShape output = ShapeInference.output(layer.operation(), inputs);
    OperationRules.checkSize(layer.name(), output);
    shapes.put(layer.name(), output);
  }

  /** Shapes of the input and of the layers accepted so far. */
  SequencedMap<String, TensorShape> shapes() {
    return shapes;
  }

  void checkOutput(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new InvalidArchitectureException(
          "Architecture has (0) layers and must have at least 1. Maybe end it with Dense(%s)."
              .formatted(classes));
    }
    Layer last = layers.getLast();
    if (!last.operation().equals(new Operation.Dense(classes))) {
      throw InvalidArchitectureException.ofLayer(
          last.name(),
          "is the last one and must be Dense(%s), not (%s)"
              .formatted(classes, OperationText.of(last.operation())),
          "append Dense(" + classes + ")");
    }
  }

  private void checkName(String name) {
    if (name.isBlank() || name.contains("/")) {
      throw new InvalidArchitectureException(
          "Layer name (%s) must not be blank or contain (/). Maybe use letters, digits and (-)."
              .formatted(name));
    }
    if (name.equals(Architecture.INPUT)) {
      throw new InvalidArchitectureException(
          "Layer name (%s) is reserved for the network's input. Maybe call it stem."
              .formatted(name));
    }
    if (shapes.containsKey(name)) {
      throw new InvalidArchitectureException(
          "Layer name (%s) is used twice and must be unique. Maybe append a number."
              .formatted(name));
    }
  }
}
