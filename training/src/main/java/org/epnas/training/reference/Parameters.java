package org.epnas.training.reference;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Parameter;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.plan.ParameterGroups;
import org.epnas.training.plan.ParameterGroups.Group;
import org.epnas.training.plan.TrainingSchedule;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** The parameters of a program with their gradients and momenta. */
final class Parameters {
  /**
   * One parameter.
   *
   * @param values row-major
   * @param gradient of the last backward pass; empty where it is not trained
   * @param velocity v of the update; empty where it is not trained
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of shared arrays, never compared
  record State(
      Parameter parameter, Group group, float[] values, float[] gradient, float[] velocity) {
    static State of(Parameter parameter, Group group) {
      int elements = parameter.elements();
      int trained = group.trained() ? elements : 0;
      return new State(
          parameter, group, new float[elements], new float[trained], new float[trained]);
    }

    long bytes() {
      return Float.BYTES * ((long) values.length + gradient.length + velocity.length);
    }
  }

  private final List<State> all;

  Parameters(TrainingSchedule schedule) {
    List<Parameter> parameters = schedule.program().parameters();
    ParameterGroups groups = ParameterGroups.of(schedule);
    this.all =
        IntStream.range(0, parameters.size())
            .mapToObj(index -> State.of(parameters.get(index), groups.of(index)))
            .toList();
  }

  State get(int parameter) {
    return all.get(parameter);
  }

  long bytes() {
    return all.stream().mapToLong(State::bytes).sum();
  }

  /** SGD with Nesterov momentum, see {@link org.epnas.training.backend.Executable}. */
  void update(StepOptions options) {
    for (State one : all.stream().filter(values -> values.group().trained()).toList()) {
      double decay = one.group() == Group.DECAYED ? options.weightDecay() : 0;
      for (int i = 0; i < one.values().length; i++) {
        double g = one.gradient()[i] + decay * one.values()[i];
        double v = options.momentum() * one.velocity()[i] + g;
        one.velocity()[i] = (float) v;
        one.values()[i] -= (float) (options.learningRate() * (g + options.momentum() * v));
      }
    }
  }

  Weights weights() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (State one : all) {
      Parameter parameter = one.parameter();
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), one.values().clone()));
    }
    return new Weights(tensors);
  }

  Weights velocities() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (State one : all) {
      Parameter parameter = one.parameter();
      float[] values = Arrays.copyOf(one.velocity(), parameter.elements());
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
    }
    return new Weights(tensors);
  }

  /** The velocities have been checked. */
  void loadVelocities(Weights velocities) {
    for (State one : all) {
      NamedTensor tensor = requireNonNull(velocities.tensors().get(one.parameter().name()));
      System.arraycopy(tensor.values(), 0, one.velocity(), 0, one.velocity().length);
    }
  }

  /** The weights have been checked. */
  void load(Weights weights) {
    for (State one : all) {
      NamedTensor tensor = requireNonNull(weights.tensors().get(one.parameter().name()));
      System.arraycopy(tensor.values(), 0, one.values(), 0, one.values().length);
      Arrays.fill(one.velocity(), 0);
    }
  }
}
