package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.Clip;
import org.epnas.nativecpu.network.FusedNormUnit.Tail;
import org.epnas.nativecpu.onednn.Nonlinearity;

/**
 * Decides which ops run together: an addition and an activation join the batch normalisation before
 * them, an activation the addition before it, where nobody else reads what lies between and both
 * are computed in one pass over memory.
 */
final class Units {
  private final Construction construction;

  /** By the index of its last op: the fused group. */
  private final Map<Integer, Unit> groups = new HashMap<>();

  /** Ops that run with a later one. */
  private final List<Integer> joined = new ArrayList<>();

  Units(Construction construction) {
    this.construction = construction;
  }

  /** The units of a program in forward order. */
  List<Unit> all() {
    construction.schedule().forward().forEach(this::group);
    List<Unit> units = new ArrayList<>();
    for (int index : construction.schedule().forward()) {
      if (groups.containsKey(index)) {
        units.add(groups.get(index));
      } else if (!joined.contains(index)) {
        units.add(alone(index));
      }
    }
    return units;
  }

  /** Finds the group that an op begins, if any. */
  private void group(int index) {
    if (joined.contains(index) || groups.containsKey(index)) {
      return;
    }
    switch (op(index)) {
      case Op.BatchNorm norm -> groupNorm(index, norm);
      case Op.Add add -> groupAdd(index, add);
      case Op.Convolution _, Op.Activate _, Op.MaxPool _, Op.AveragePool _ -> {}
      case Op.GlobalAveragePool _, Op.Dropout _, Op.Dense _, Op.Concat _ -> {}
    }
  }

  private void groupNorm(int index, Op.BatchNorm norm) {
    if (FusedNormUnit.supports(construction, norm)) {
      groupOwnNorm(index, norm);
      return;
    }
    OptionalInt relu = onlyReader(norm.output()).stream().filter(this::isRelu).findFirst();
    int last = relu.orElse(index);
    join(new NormUnit(construction, index, norm, relu.isPresent(), op(last).output()), last, index);
  }

  private void groupOwnNorm(int index, Op.BatchNorm norm) {
    OptionalInt firstSum = sumBehind(norm.output());
    OptionalInt activation = clipBehind(op(firstSum.orElse(index)).output());
    int before = activation.orElse(firstSum.orElse(index));
    OptionalInt lastSum =
        firstSum.isPresent() ? OptionalInt.empty() : sumBehind(op(before).output());
    int last = lastSum.orElse(before);
    Clip clip = activation.isPresent() ? clip(activation.getAsInt()).orElseThrow() : Clip.NONE;
    OptionalInt added =
        lastSum.isPresent()
            ? other(lastSum.getAsInt(), op(before).output())
            : firstSum.stream().flatMap(sum -> other(sum, norm.output()).stream()).findFirst();
    Tail tail = new Tail(added, lastSum.isPresent(), clip);
    join(
        new FusedNormUnit(construction, index, norm, tail, op(last).output()),
        last,
        index,
        firstSum.orElse(index),
        activation.orElse(index));
  }

  private OptionalInt clipBehind(int tensor) {
    return onlyReader(tensor).stream().filter(next -> clip(next).isPresent()).findFirst();
  }

  /** The addition of two tensors that alone reads a tensor, the later one, and is not taken yet. */
  private OptionalInt sumBehind(int tensor) {
    return onlyReader(tensor).stream()
        .filter(next -> op(next) instanceof Op.Add add && add.inputs().size() == 2)
        .filter(next -> lastWritten(next) == tensor && !joined.contains(next))
        .filter(next -> !groups.containsKey(next) && other(next, tensor).isPresent())
        .findFirst();
  }

  /**
   * Of the two summands, the one that is written last: at that point the other one is there, and
   * nothing else has to wait for the sum.
   */
  private int lastWritten(int sum) {
    List<Integer> inputs = op(sum).inputs();
    List<Integer> order = construction.schedule().forward();
    return order.stream()
        .map(index -> op(index).output())
        .filter(inputs::contains)
        .reduce(inputs.getFirst(), (earlier, later) -> later);
  }

  private OptionalInt other(int sum, int tensor) {
    return op(sum).inputs().stream()
        .mapToInt(Integer::intValue)
        .filter(input -> input != tensor)
        .findFirst();
  }

  private void groupAdd(int index, Op.Add add) {
    onlyReader(add.output()).stream()
        .filter(next -> nonlinearity(next).filter(Nonlinearity::derivativeFromOutput).isPresent())
        .forEach(next ->
            join(
                new AddUnit(construction, index, add, nonlinearity(next), op(next).output()),
                next,
                index));
  }

  private void join(Unit unit, int last, int... members) {
    groups.put(last, unit);
    for (int member : members) {
      if (member != last) {
        joined.add(member);
      }
    }
  }

  private Unit alone(int index) {
    Op op = op(index);
    return switch (op) {
      case Op.Convolution convolution when WinogradUnit.supports(construction, convolution) ->
          new WinogradUnit(construction, index, convolution);
      case Op.Convolution convolution -> new ConvolutionUnit(construction, index, convolution);
      case Op.BatchNorm norm -> new NormUnit(construction, index, norm, false, norm.output());
      case Op.Activate activate ->
          new ActivationUnit(construction, index, activate, nonlinearity(index).orElseThrow());
      case Op.MaxPool pool -> PoolUnit.of(construction, index, pool);
      case Op.AveragePool pool -> PoolUnit.of(construction, index, pool);
      case Op.GlobalAveragePool pool -> PoolUnit.of(construction, index, pool);
      case Op.Dropout dropout -> new DropoutUnit(construction, index, dropout);
      case Op.Dense dense -> new DenseUnit(construction, index, dense);
      case Op.Add add -> new AddUnit(construction, index, add, Optional.empty(), add.output());
      case Op.Concat concat -> new ConcatUnit(construction, index, concat);
    };
  }

  /** The op that alone reads a tensor. */
  private OptionalInt onlyReader(int tensor) {
    List<Integer> readers = construction.schedule().readers(tensor);
    return readers.size() == 1 ? OptionalInt.of(readers.getFirst()) : OptionalInt.empty();
  }

  private boolean isRelu(int index) {
    return nonlinearity(index).filter(found -> found == Nonlinearity.RELU).isPresent();
  }

  private Optional<Clip> clip(int index) {
    return nonlinearity(index)
        .flatMap(found ->
            switch (found) {
              case RELU -> Optional.of(Clip.RELU);
              case RELU6 -> Optional.of(Clip.RELU6);
              case SWISH -> Optional.empty();
            });
  }

  private Optional<Nonlinearity> nonlinearity(int index) {
    return op(index) instanceof Op.Activate activate
        ? nonlinearity(activate.activation())
        : Optional.empty();
  }

  private static Optional<Nonlinearity> nonlinearity(Activation activation) {
    return switch (activation) {
      case RELU -> Optional.of(Nonlinearity.RELU);
      case RELU6 -> Optional.of(Nonlinearity.RELU6);
      case SWISH -> Optional.of(Nonlinearity.SWISH);
      case NONE -> Optional.empty();
    };
  }

  private Op op(int index) {
    return construction.program().ops().get(index);
  }
}
