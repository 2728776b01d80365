package org.epnas.training.plan;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.program.Parameter;

/**
 * The parameters of a program by what the optimiser does to them; each is in one group. Indices
 * ascend within a group.
 *
 * @param decayed trained, with weight decay
 * @param undecayed trained, without it
 * @param untrained running statistics, and parameters of ops on which the logits do not depend
 */
public record ParameterGroups(
    List<Integer> decayed, List<Integer> undecayed, List<Integer> untrained) {
  /** What the optimiser does to a parameter. */
  public enum Group {
    DECAYED,
    UNDECAYED,
    UNTRAINED;

    /** Whether a parameter of the group has a gradient and a velocity. */
    public boolean trained() {
      return this != UNTRAINED;
    }
  }

  public ParameterGroups {
    decayed = List.copyOf(decayed);
    undecayed = List.copyOf(undecayed);
    untrained = List.copyOf(untrained);
  }

  /** Groups all parameters of the scheduled program. */
  public static ParameterGroups of(TrainingSchedule schedule) {
    List<Parameter> parameters = schedule.program().parameters();
    List<Integer> decayed = new ArrayList<>();
    List<Integer> undecayed = new ArrayList<>();
    List<Integer> untrained = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (!schedule.trained().contains(i)) {
        untrained.add(i);
      } else if (parameters.get(i).role().decayed()) {
        decayed.add(i);
      } else {
        undecayed.add(i);
      }
    }
    return new ParameterGroups(decayed, undecayed, untrained);
  }

  /** The group of a parameter. */
  public Group of(int parameter) {
    if (decayed.contains(parameter)) {
      return Group.DECAYED;
    }
    return undecayed.contains(parameter) ? Group.UNDECAYED : Group.UNTRAINED;
  }
}
