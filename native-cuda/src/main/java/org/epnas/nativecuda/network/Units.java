package org.epnas.nativecuda.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.training.plan.TrainingSchedule;

/**
 * Decides which ops run together: an addition and an activation join the batch normalisation before
 * them where nobody else reads what lies between.
 */
final class Units {
  private final TrainingSchedule schedule;

  /** By the index of its last op. */
  private final Map<Integer, NormUnit.Group> groups = new HashMap<>();

  /** Ops that run with a later one. */
  private final Set<Integer> joined = new HashSet<>();

  Units(TrainingSchedule schedule) {
    this.schedule = schedule;
    // Of two normalised summands the later one takes the addition: the other one is there by then.
    for (int index : schedule.forward().reversed()) {
      if (op(index) instanceof Op.BatchNorm norm) {
        group(index, norm);
      }
    }
  }

  private void group(int index, Op.BatchNorm norm) {
    OptionalInt sum = sumBehind(norm);
    int before = sum.orElse(index);
    OptionalInt activation = activationBehind(before);
    int last = activation.orElse(before);
    OptionalInt addend = sum.isPresent() ? other(op(sum.getAsInt()), norm) : OptionalInt.empty();
    Activation kind =
        activation.isPresent() && op(last) instanceof Op.Activate activate
            ? activate.activation()
            : Activation.NONE;
    groups.put(last, new NormUnit.Group(index, norm, addend, kind, op(last).output()));
    for (int member : List.of(index, before)) {
      if (member != last) {
        joined.add(member);
      }
    }
  }

  /** The addition of two tensors that alone reads the normalised one and is not taken yet. */
  private OptionalInt sumBehind(Op.BatchNorm norm) {
    return onlyReader(norm.output()).stream()
        .filter(next -> op(next) instanceof Op.Add add && add.inputs().size() == 2)
        .filter(next -> !joined.contains(next) && !groups.containsKey(next))
        .findFirst();
  }

  private OptionalInt activationBehind(int index) {
    return onlyReader(op(index).output()).stream()
        .filter(next -> op(next) instanceof Op.Activate)
        .findFirst();
  }

  private static OptionalInt other(Op sum, Op.BatchNorm norm) {
    return sum.inputs().stream()
        .mapToInt(Integer::intValue)
        .filter(input -> input != norm.output())
        .findFirst();
  }

  /** The op that alone reads a tensor. */
  private OptionalInt onlyReader(int tensor) {
    List<Integer> readers = schedule.readers(tensor);
    return readers.size() == 1 ? OptionalInt.of(readers.getFirst()) : OptionalInt.empty();
  }

  /** The units of a program in forward order. */
  List<Unit> of(Construction construction) {
    return schedule.forward().stream()
        .filter(index -> !joined.contains(index))
        .map(index -> unit(construction, index))
        .toList();
  }

  private Unit unit(Construction construction, int index) {
    NormUnit.Group group = groups.get(index);
    return group == null ? alone(construction, index) : new NormUnit(construction, group);
  }

  private Unit alone(Construction construction, int index) {
    return switch (op(index)) {
      case Op.Convolution op when DepthwiseUnit.isDepthwise(schedule.program(), op) ->
          new DepthwiseUnit(construction, index, op);
      case Op.Convolution op -> new ConvolutionUnit(construction, index, op);
      case Op.BatchNorm op ->
          throw new IllegalStateException("Batch norm (" + op + ") has no group");
      case Op.Activate op -> new ActivationUnit(construction, index, op);
      case Op.MaxPool op -> PoolUnit.of(construction, index, op);
      case Op.AveragePool op -> PoolUnit.of(construction, index, op);
      case Op.GlobalAveragePool op -> new GlobalPoolUnit(construction, index, op);
      case Op.Dropout op -> new DropoutUnit(construction, index, op);
      case Op.Dense op -> new DenseUnit(construction, index, op);
      case Op.Add op -> new AddUnit(construction, index, op);
      case Op.Concat op -> new ConcatUnit(construction, index, op);
    };
  }

  private Op op(int index) {
    return schedule.program().ops().get(index);
  }
}
