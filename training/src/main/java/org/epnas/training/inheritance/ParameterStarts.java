package org.epnas.training.inheritance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** The child's parameters while they are filled: fresh ones at first. */
final class ParameterStarts {
  private final Program child;
  private final float[][] values;
  private final List<Origin> origins;

  ParameterStarts(Program child, WeightInitializer initializer) {
    this.child = child;
    this.values =
        child.parameters().stream()
            .map(parameter -> initializer.initial(parameter).values())
            .toArray(float[][]::new);
    this.origins = new ArrayList<>(child.parameters().stream().map(p -> Origin.FRESH).toList());
  }

  /** The values themselves, to be changed in place. */
  float[] values(int parameter) {
    return values[parameter];
  }

  List<Integer> shape(int parameter) {
    return child.parameters().get(parameter).shape();
  }

  void set(int parameter, float[] newValues, Origin origin) {
    values[parameter] = newValues;
    origins.set(parameter, origin);
  }

  void mark(Origin origin, int... parameters) {
    Arrays.stream(parameters).forEach(parameter -> origins.set(parameter, origin));
  }

  Inherited build() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    Map<Origin, Long> counts = new EnumMap<>(Origin.class);
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = child.parameters().get(i);
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values[i]));
      if (parameter.role().trainable()) {
        counts.merge(origins.get(i), (long) values[i].length, Long::sum);
      }
    }
    return new Inherited(new Weights(tensors), InheritanceReport.of(counts));
  }
}
