package org.epnas.searchspaces.nasbench101;

import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Collects the layers of one network. Equal layers of different networks are one object: many
 * networks take the memory of a few.
 */
final class NetworkLayers {
  private final ArchitectureBuilder builder;
  private final ConcurrentMap<Layer, Layer> shared;

  NetworkLayers(ArchitectureBuilder builder, ConcurrentMap<Layer, Layer> shared) {
    this.builder = builder;
    this.shared = shared;
  }

  String add(Layer layer) {
    Layer known = shared.putIfAbsent(layer, layer);
    return builder.add(known == null ? layer : known);
  }

  String add(String name, Operation operation, String input) {
    return add(new Layer(name, operation, List.of(input)));
  }

  Architecture build(String encoding) {
    return builder.build(encoding);
  }

  /** Convolution, batch normalisation, ReLU. */
  static Operation convolution(int channels, int kernel) {
    return new Operation.Convolution(channels, kernel, 1, 1, 1, Activation.RELU);
  }
}
