package org.epnas.nativecpu.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.step.Region;
import org.epnas.nativecpu.step.StepList;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.ParameterGroups;
import org.epnas.training.plan.TrainingSchedule;

/**
 * The f32 parameters of a network. Those that the optimiser treats alike lie one after another, so
 * that one loop updates them; their gradients and velocities lie in the same order. The layout of
 * each parameter is the choice of the op that reads it.
 */
final class ParameterStore {
  /** Trained parameters of one kind: equal offsets in three regions. */
  record Section(Region weights, Region gradients, Region velocities, boolean decayed) {
    static Section of(String name, boolean decayed) {
      return new Section(
          new Region(name + " weights", 0),
          new Region(name + " gradients", 0),
          new Region(name + " velocities", 0),
          decayed);
    }

    long append(long bytes) {
      gradients.append(bytes);
      velocities.append(bytes);
      return weights.append(bytes);
    }
  }

  private final Program program;
  private final ParameterGroups groups;
  private final StepList steps;
  private final Section decayed = Section.of("decayed", true);
  private final Section undecayed = Section.of("undecayed", false);

  /** Running statistics, and parameters that nothing reads. */
  private final Region untrained = new Region("untrained", 0);

  private final Map<Integer, View> weights = new LinkedHashMap<>();
  private final Map<Integer, View> gradients = new LinkedHashMap<>();
  private final Map<Integer, View> velocities = new LinkedHashMap<>();

  ParameterStore(TrainingSchedule schedule, StepList steps) {
    this.program = schedule.program();
    this.groups = ParameterGroups.of(schedule);
    this.steps = steps;
    keep(decayed);
    keep(undecayed);
    steps.keep(untrained);
  }

  private void keep(Section section) {
    steps.keep(section.weights());
    steps.keep(section.gradients());
    steps.keep(section.velocities());
  }

  /** Gives a parameter its memory; to be called once, by the op that reads it. */
  View declare(int parameter, Descriptor descriptor) {
    return switch (groups.of(parameter)) {
      case DECAYED -> declareTrained(parameter, descriptor, decayed);
      case UNDECAYED -> declareTrained(parameter, descriptor, undecayed);
      case UNTRAINED -> declareUntrained(parameter, descriptor);
    };
  }

  private View declareTrained(int parameter, Descriptor descriptor, Section section) {
    long offset = section.append(descriptor.bytes());
    View view = new View(section.weights(), offset, descriptor);
    weights.put(parameter, view);
    gradients.put(parameter, new View(section.gradients(), offset, descriptor));
    velocities.put(parameter, new View(section.velocities(), offset, descriptor));
    return view;
  }

  private View declareUntrained(int parameter, Descriptor descriptor) {
    View view = new View(untrained, untrained.append(descriptor.bytes()), descriptor);
    weights.put(parameter, view);
    return view;
  }

  boolean isDeclared(int parameter) {
    return weights.containsKey(parameter);
  }

  View weights(int parameter) {
    return get(weights, parameter);
  }

  View gradient(int parameter) {
    return get(gradients, parameter);
  }

  /** Of the update; empty where it is not trained. */
  Optional<View> velocity(int parameter) {
    return Optional.ofNullable(velocities.get(parameter));
  }

  List<Section> sections() {
    return List.of(decayed, undecayed);
  }

  private View get(Map<Integer, View> views, int parameter) {
    View view = views.get(parameter);
    if (view == null) {
      throw new IllegalStateException(
          "Parameter (" + program.parameters().get(parameter).name() + ") was not declared");
    }
    return view;
  }
}
