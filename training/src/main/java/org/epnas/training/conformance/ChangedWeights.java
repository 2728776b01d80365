package org.epnas.training.conformance;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** A network's weights after a change. */
final class ChangedWeights {
  private ChangedWeights() {}

  static Weights of(NetworkCase network, Consumer<SequencedMap<String, NamedTensor>> change) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>(network.weights().tensors());
    change.accept(tensors);
    return new Weights(tensors);
  }

  /** With NaN as the parameter's first value. */
  static Weights poisoned(NetworkCase network, String parameter) {
    return of(
        network,
        all ->
            all.computeIfPresent(
                parameter,
                (_, tensor) -> {
                  float[] values = tensor.values().clone();
                  values[0] = Float.NaN;
                  return new NamedTensor(tensor.shape(), values);
                }));
  }
}
