package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Nonlinearity;

/**
 * Decides which ops run together: an activation joins the batch normalisation or addition before it
 * where nobody else reads what lies between and oneDNN computes both in one pass over memory.
 */
final class Units {
  private final Construction construction;

  Units(Construction construction) {
    this.construction = construction;
  }

  /** The units of a program in forward order. */
  List<Unit> all() {
    List<Unit> units = new ArrayList<>();
    int skipped = -1;
    for (int index : construction.schedule().forward()) {
      if (index == skipped) {
        continue;
      }
      Op op = construction.program().ops().get(index);
      Optional<Integer> follower = fusedFollower(op);
      skipped = follower.orElse(-1);
      units.add(unit(index, op, follower));
    }
    return units;
  }

  private Unit unit(int index, Op op, Optional<Integer> follower) {
    int output = follower.map(next -> op(next).output()).orElse(op.output());
    return switch (op) {
      case Op.Convolution convolution -> new ConvolutionUnit(construction, index, convolution);
      case Op.BatchNorm norm ->
          new NormUnit(construction, index, norm, follower.isPresent(), output);
      case Op.Activate activate ->
          new ActivationUnit(construction, index, activate, nonlinearity(activate).orElseThrow());
      case Op.MaxPool pool -> PoolUnit.of(construction, index, pool);
      case Op.AveragePool pool -> PoolUnit.of(construction, index, pool);
      case Op.GlobalAveragePool pool -> PoolUnit.of(construction, index, pool);
      case Op.Dropout dropout -> new DropoutUnit(construction, index, dropout);
      case Op.Dense dense -> new DenseUnit(construction, index, dense);
      case Op.Add add ->
          new AddUnit(construction, index, add, follower.flatMap(this::nonlinearity), output);
      case Op.Concat concat -> new ConcatUnit(construction, index, concat);
    };
  }

  /** The activation that runs together with an op. */
  private Optional<Integer> fusedFollower(Op op) {
    List<Integer> readers = construction.schedule().readers(op.output());
    if (readers.size() != 1) {
      return Optional.empty();
    }
    return nonlinearity(readers.getFirst())
        .filter(nonlinearity -> fuses(op, nonlinearity))
        .map(_ -> readers.getFirst());
  }

  private static boolean fuses(Op op, Nonlinearity nonlinearity) {
    return switch (op) {
      case Op.BatchNorm _ -> nonlinearity == Nonlinearity.RELU;
      case Op.Add _ -> nonlinearity.derivativeFromOutput();
      case Op.Convolution _, Op.Activate _, Op.MaxPool _, Op.AveragePool _ -> false;
      case Op.GlobalAveragePool _, Op.Dropout _, Op.Dense _, Op.Concat _ -> false;
    };
  }

  private Optional<Nonlinearity> nonlinearity(int index) {
    return op(index) instanceof Op.Activate activate ? nonlinearity(activate) : Optional.empty();
  }

  private static Optional<Nonlinearity> nonlinearity(Op.Activate op) {
    return switch (op.activation()) {
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
