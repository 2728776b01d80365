package org.epnas.nativecuda.network;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.program.Op;
import org.epnas.training.plan.Fusion;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Fusion.Pattern;
import org.epnas.training.plan.TrainingSchedule;

/** The emitters of a program: an addition and an activation run with a normalisation before them. */
final class Units {
  private static final Set<Pattern> SUPPORTED =
      EnumSet.of(Pattern.NORM_ADD_ACTIVATE, Pattern.NORM_ADD, Pattern.NORM_ACTIVATE);

  private Units() {}

  static Fusion fusion(TrainingSchedule schedule) {
    return Fusion.of(schedule, SUPPORTED);
  }

  /** The emitters of all groups of ops in forward order. */
  static List<Unit> of(Construction construction) {
    return construction.fusion().groups().stream()
        .map(group -> unit(construction, group))
        .toList();
  }

  private static Unit unit(Construction construction, Group group) {
    int index = group.first();
    return switch (construction.op(index)) {
      case Op.Convolution op when DepthwiseUnit.isDepthwise(construction.program(), op) ->
          new DepthwiseUnit(construction, index, op);
      case Op.Convolution op -> new ConvolutionUnit(construction, index, op);
      case Op.BatchNorm op -> new NormUnit(construction, group, op);
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
}
