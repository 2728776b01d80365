package org.epnas.kernel.architecture;

import java.util.List;

/**
 * A named node of an architecture.
 *
 * @param name unique within the architecture and stable under transformations: parameters are
 *     inherited by name
 * @param operation what it does
 * @param inputs names of earlier layers, or {@link Architecture#INPUT}
 */
public record Layer(String name, Operation operation, List<String> inputs) {
  public Layer {
    inputs = List.copyOf(inputs);
  }

  /** A layer that reads the named ones, in this order. */
  public static Layer of(String name, Operation operation, String... inputs) {
    return new Layer(name, operation, List.of(inputs));
  }
}
