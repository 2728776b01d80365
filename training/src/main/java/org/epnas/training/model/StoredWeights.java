package org.epnas.training.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.SafeTensors;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.epnas.training.weights.WeightsException;

/** Weights of one network in a file: all of them, of the right shapes, and numbers. */
public final class StoredWeights {
  private StoredWeights() {}

  /**
   * Reads the weights of a network.
   *
   * @throws WeightsException if the file is broken, or a tensor is missing, of another shape, not
   *     finite, or unknown; the message names file and tensor, and how many fit
   * @throws IOException if the file cannot be read
   */
  public static Weights read(Path file, Program program) throws IOException {
    return fitting(file, SafeTensors.read(file), program);
  }

  /** The network's weights in the content of a file, checked as {@link #read} says. */
  static Weights fitting(Path file, SafeTensors.Content content, Program program) {
    int fitting = 0;
    Optional<String> misfit = Optional.empty();
    for (Parameter parameter : program.parameters()) {
      Optional<String> problem = problem(parameter, content);
      fitting += problem.isEmpty() ? 1 : 0;
      misfit = misfit.isPresent() ? misfit : problem;
    }
    misfit =
        misfit.or(() ->
            unknown(content, program)
                .map("it has a tensor (%s) that the network does not know"::formatted));
    if (misfit.isPresent()) {
      throw new WeightsException(
          "Weights file (%s) does not fit the network: %s; %s of %s tensors fit. Maybe it belongs to another network, or its training diverged."
              .formatted(file, misfit.get(), fitting, program.parameters().size()));
    }
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      tensors.put(parameter.name(), content.weights().tensors().get(parameter.name()));
    }
    return new Weights(tensors);
  }

  /** One of no values does no harm. */
  private static Optional<String> unknown(SafeTensors.Content content, Program program) {
    Set<String> known =
        program.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    return content.weights().tensors().entrySet().stream()
        .filter(tensor -> !known.contains(tensor.getKey()))
        .filter(tensor -> tensor.getValue().values().length > 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<String> problem(Parameter parameter, SafeTensors.Content content) {
    NamedTensor tensor = content.weights().tensors().get(parameter.name());
    if (tensor == null) {
      String type = content.leftOut().get(parameter.name());
      return Optional.of(
          type == null
              ? "it has no tensor (%s) of shape %s".formatted(parameter.name(), parameter.shape())
              : "tensor (%s) is of type %s, but weights are F32, F64, F16 or BF16"
                  .formatted(parameter.name(), type));
    }
    if (!tensor.shape().equals(parameter.shape())) {
      return Optional.of(
          "tensor (%s) has shape %s but needs %s"
              .formatted(parameter.name(), tensor.shape(), parameter.shape()));
    }
    for (int i = 0; i < tensor.values().length; i++) {
      if (!Float.isFinite(tensor.values()[i])) {
        return Optional.of(
            "value %s of tensor (%s) is %s".formatted(i, parameter.name(), tensor.values()[i]));
      }
    }
    return Optional.empty();
  }
}
