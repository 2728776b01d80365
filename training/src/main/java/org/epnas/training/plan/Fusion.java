package org.epnas.training.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.training.plan.BackwardStep.InputGradient;

/**
 * Which ops of a program run together, and how the gradients of what they read are put together.
 * Ops are joined only where nothing else reads the tensor between them, so that it need not exist.
 * A backend says which groups it can run and writes the code of each; it does not search.
 */
public final class Fusion {
  /** What may run together, in order. Of those that fit an op, the first supported one is taken. */
  public enum Pattern {
    NORM_ADD_ACTIVATE(List.of(Op.BatchNorm.class, Op.Add.class, Op.Activate.class)),
    NORM_ADD(List.of(Op.BatchNorm.class, Op.Add.class)),
    NORM_ACTIVATE_ADD(List.of(Op.BatchNorm.class, Op.Activate.class, Op.Add.class)),
    NORM_ACTIVATE(List.of(Op.BatchNorm.class, Op.Activate.class)),
    ADD_ACTIVATE(List.of(Op.Add.class, Op.Activate.class)),
    /** One op of any kind by itself. */
    ALONE(List.of());

    private final List<Class<? extends Op>> ops;

    Pattern(List<Class<? extends Op>> ops) {
      this.ops = ops;
    }

    /** The kinds of op, in order; empty for {@link #ALONE}. */
    List<Class<? extends Op>> ops() {
      return ops;
    }

    static List<Pattern> startingWith(Class<? extends Op> op) {
      return Arrays.stream(values())
          .filter(pattern -> !pattern.ops.isEmpty() && pattern.ops.getFirst() == op)
          .toList();
    }
  }

  /**
   * Ops that run together, in the place of the last of them.
   *
   * @param ops indices in the order of {@code pattern}; the first one names the group in messages
   * @param inputs tensors that come from outside, in the order in which the ops read them: of a
   *     normalisation with an addition, what is normalised and what is added
   * @param output the tensor that the last op writes
   * @param activation the one among the ops, else {@link Activation#NONE}
   * @param waits whether what is added is written after what it is added to, so that the first op
   *     runs later than it could
   */
  public record Group(
      Pattern pattern,
      List<Integer> ops,
      List<Integer> inputs,
      int output,
      Activation activation,
      boolean waits) {
    public Group {
      ops = List.copyOf(ops);
      inputs = List.copyOf(inputs);
    }

    /** Index of the first op. */
    public int first() {
      return ops.getFirst();
    }

    /** What is added to the normalised tensor or to its activation. */
    public OptionalInt addend() {
      return switch (pattern) {
        case NORM_ADD_ACTIVATE, NORM_ADD, NORM_ACTIVATE_ADD -> OptionalInt.of(inputs.get(1));
        case NORM_ACTIVATE, ADD_ACTIVATE, ALONE -> OptionalInt.empty();
      };
    }
  }

  private final List<Group> groups;

  /** By first op: the gradients of the group's inputs. */
  private final Map<Integer, List<InputGradient>> gradients = new HashMap<>();

  private Fusion(TrainingSchedule schedule, List<Group> groups) {
    this.groups = List.copyOf(groups);
    GradientWrites writes = new GradientWrites(schedule::hasGradient);
    for (Group group : this.groups.reversed()) {
      if (schedule.hasGradient(group.output())) {
        gradients.put(group.first(), group.inputs().stream().map(writes::next).toList());
      }
    }
  }

  /** Groups the scheduled ops by the patterns that a backend supports, whatever the shapes. */
  public static Fusion of(TrainingSchedule schedule, Set<Pattern> supported) {
    return of(schedule, group -> supported.contains(group.pattern()));
  }

  /**
   * Groups the scheduled ops. An addition of two normalised tensors goes to the later one: by then
   * the other one is there.
   *
   * @param supported whether a backend runs a group as one; asked of groups of two ops and more
   */
  public static Fusion of(TrainingSchedule schedule, Predicate<Group> supported) {
    return new Fusion(schedule, new FusionSearch(schedule, supported).groups());
  }

  /** All scheduled ops, each in one group, in the order in which the groups run forward. */
  public List<Group> groups() {
    return groups;
  }

  /**
   * What becomes of the gradients of a group's inputs, in their order, if groups run backward in
   * the opposite order of {@link #groups}. Differs from {@link TrainingSchedule#backward} where a
   * fused op runs earlier in it than it would alone.
   *
   * @param first index of the group's first op
   * @return empty where the gradient of the group's output is not computed
   */
  public List<InputGradient> gradients(int first) {
    return gradients.getOrDefault(first, List.of());
  }
}
