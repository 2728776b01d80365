package org.epnas.training.reference;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** The parameters of a program with their gradients and momenta. */
final class Parameters {
  /**
   * One parameter.
   *
   * @param values row-major
   * @param gradient of the last backward pass; empty for running statistics
   * @param velocity v of the update; empty for running statistics
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of shared arrays, never compared
  record Slot(Parameter parameter, float[] values, float[] gradient, float[] velocity) {
    static Slot of(Parameter parameter) {
      int elements = parameter.elements();
      int trainable = parameter.role().trainable() ? elements : 0;
      return new Slot(parameter, new float[elements], new float[trainable], new float[trainable]);
    }

    long bytes() {
      return Float.BYTES * ((long) values.length + gradient.length + velocity.length);
    }
  }

  private final List<Slot> slots;

  Parameters(Program program) {
    this.slots = program.parameters().stream().map(Slot::of).toList();
  }

  Slot get(int parameter) {
    return slots.get(parameter);
  }

  long bytes() {
    return slots.stream().mapToLong(Slot::bytes).sum();
  }

  /** SGD with Nesterov momentum, see {@link org.epnas.training.backend.Executable}. */
  void update(List<Integer> trained, StepOptions options) {
    for (int index : trained) {
      Slot slot = slots.get(index);
      double decay = slot.parameter().role().decayed() ? options.weightDecay() : 0;
      for (int i = 0; i < slot.values().length; i++) {
        double g = slot.gradient()[i] + decay * slot.values()[i];
        double v = options.momentum() * slot.velocity()[i] + g;
        slot.velocity()[i] = (float) v;
        slot.values()[i] -= (float) (options.learningRate() * (g + options.momentum() * v));
      }
    }
  }

  Weights weights() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Slot slot : slots) {
      Parameter parameter = slot.parameter();
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), slot.values().clone()));
    }
    return new Weights(tensors);
  }

  /** The weights have been checked. */
  void load(Weights weights) {
    for (Slot slot : slots) {
      NamedTensor tensor = requireNonNull(weights.tensors().get(slot.parameter().name()));
      System.arraycopy(tensor.values(), 0, slot.values(), 0, slot.values().length);
      Arrays.fill(slot.velocity(), 0);
    }
  }
}
