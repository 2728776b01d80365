package org.epnas.training.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Fusion.Pattern;

/** Finds the groups of a {@link Fusion}. */
final class FusionSearch {
  /** Summands of an addition that may join another op. */
  private static final int SUMMANDS = 2;

  private final TrainingSchedule schedule;
  private final Predicate<Group> supported;

  /** By tensor: when it is written; none for the image. */
  private final Map<Integer, Integer> writtenAt = new HashMap<>();

  /** By last op. */
  private final Map<Integer, Group> found = new HashMap<>();

  private final Set<Integer> taken = new HashSet<>();

  FusionSearch(TrainingSchedule schedule, Predicate<Group> supported) {
    this.schedule = schedule;
    this.supported = supported;
    for (int time = 0; time < schedule.forward().size(); time++) {
      writtenAt.put(op(schedule.forward().get(time)).output(), time);
    }
  }

  List<Group> groups() {
    // Later ones first: of two normalised summands the later one takes the addition.
    schedule.forward().reversed().forEach(index -> search(index, Op.BatchNorm.class));
    schedule.forward().forEach(index -> search(index, Op.Add.class));
    return schedule.forward().stream()
        .filter(index -> found.containsKey(index) || !taken.contains(index))
        .map(index ->
            found.containsKey(index) ? found.get(index) : group(Pattern.ALONE, List.of(index)))
        .toList();
  }

  private void search(int index, Class<? extends Op> kind) {
    if (kind.isInstance(op(index)) && !taken.contains(index)) {
      Pattern.startingWith(kind).stream()
          .flatMap(pattern -> match(pattern, index).stream())
          .filter(supported)
          .findFirst()
          .ifPresent(this::take);
    }
  }

  private void take(Group group) {
    found.put(group.ops().getLast(), group);
    taken.addAll(group.ops());
  }

  /** Follows a pattern from its first op, from each tensor to the one op that reads it. */
  private Optional<Group> match(Pattern pattern, int first) {
    List<Integer> ops = new ArrayList<>(List.of(first));
    for (Class<? extends Op> kind : pattern.ops().subList(1, pattern.ops().size())) {
      OptionalInt next = onlyReader(op(ops.getLast()).output());
      if (next.isEmpty() || !mayJoin(next.getAsInt(), kind)) {
        return Optional.empty();
      }
      ops.add(next.getAsInt());
    }
    return Optional.of(group(pattern, ops));
  }

  private boolean mayJoin(int index, Class<? extends Op> kind) {
    Op op = op(index);
    boolean fits = !(op instanceof Op.Add) || op.inputs().size() == SUMMANDS;
    return kind.isInstance(op) && fits && !taken.contains(index);
  }

  private OptionalInt onlyReader(int tensor) {
    List<Integer> readers = schedule.readers(tensor);
    return readers.size() == 1 ? OptionalInt.of(readers.getFirst()) : OptionalInt.empty();
  }

  private Group group(Pattern pattern, List<Integer> ops) {
    List<Integer> inputs = new ArrayList<>(op(ops.getFirst()).inputs());
    boolean waits = false;
    for (int i = 1; i < ops.size(); i++) {
      int between = op(ops.get(i - 1)).output();
      for (int input : op(ops.get(i)).inputs()) {
        if (input != between) {
          inputs.add(input);
          waits |= writtenAt.getOrDefault(input, -1) > writtenAt.getOrDefault(between, -1);
        }
      }
    }
    return new Group(pattern, ops, inputs, op(ops.getLast()).output(), activation(ops), waits);
  }

  private Activation activation(List<Integer> ops) {
    return ops.stream()
        .map(index -> op(index) instanceof Op.Activate op ? op.activation() : Activation.NONE)
        .filter(activation -> activation != Activation.NONE)
        .findFirst()
        .orElse(Activation.NONE);
  }

  private Op op(int index) {
    return schedule.program().ops().get(index);
  }
}
