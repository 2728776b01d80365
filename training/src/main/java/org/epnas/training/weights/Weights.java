package org.epnas.training.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Parameters by name, in program order. */
public record Weights(SequencedMap<String, NamedTensor> tensors) {
  /**
   * @param values row-major; owned by this record, not to be changed
   */
  public record NamedTensor(List<Integer> shape, float[] values) {
    public NamedTensor {
      shape = List.copyOf(shape);
      int elements = shape.stream().reduce(1, Math::multiplyExact);
      if (elements != values.length) {
        throw new IllegalArgumentException(
            "Tensor of shape %s needs %s values but has %s."
                .formatted(shape, elements, values.length));
      }
    }
  }

  public Weights {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /** Bytes of all values at fp32. */
  public long bytes() {
    return tensors.values().stream().mapToLong(t -> (long) t.values().length * Float.BYTES).sum();
  }
}
