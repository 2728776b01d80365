package org.epnas.training.backend;

import java.util.TreeSet;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.jspecify.annotations.Nullable;

/** What every backend demands of weights before it loads them. */
public final class WeightRules {
  private WeightRules() {}

  /**
   * @throws IllegalArgumentException unless the weights have exactly the program's parameters, each
   *     with its shape; their order and values are free
   */
  public static void check(Program program, Weights weights) {
    TreeSet<String> unknown = new TreeSet<>(weights.tensors().keySet());
    for (Parameter parameter : program.parameters()) {
      checkShape(parameter, weights.tensors().get(parameter.name()));
      unknown.remove(parameter.name());
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Weights have a tensor (%s) that the program does not know. Maybe they are another architecture's."
              .formatted(unknown.first()));
    }
  }

  private static void checkShape(Parameter parameter, @Nullable NamedTensor tensor) {
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Weights lack the parameter (%s) of shape %s. Maybe they are another architecture's: inherit them first."
              .formatted(parameter.name(), parameter.shape()));
    }
    if (!tensor.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "Weights have the parameter (%s) with shape %s, but the program needs %s. Maybe inherit them first."
              .formatted(parameter.name(), tensor.shape(), parameter.shape()));
    }
  }
}
