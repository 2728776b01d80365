package org.epnas.nativecuda.network;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.program.Op;
import org.epnas.training.plan.Fusion;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Fusion.Pattern;
import org.epnas.training.plan.TrainingSchedule;

/**
 * The emitters of a program: an addition and an activation run with a normalisation before them.
 */
final class Emitters {
  private static final Set<Pattern> SUPPORTED =
      EnumSet.of(Pattern.NORM_ADD_ACTIVATE, Pattern.NORM_ADD, Pattern.NORM_ACTIVATE);

  private Emitters() {}

  static Fusion fusion(TrainingSchedule schedule) {
    return Fusion.of(schedule, SUPPORTED);
  }

  /** The emitters of all groups of ops in forward order. */
  static List<Emitter> of(CompileContext context) {
    return context.fusion().groups().stream().map(group -> emitter(context, group)).toList();
  }

  private static Emitter emitter(CompileContext context, Group group) {
    int index = group.first();
    return switch (context.op(index)) {
      case Op.Convolution op when DepthwiseEmitter.isDepthwise(context.program(), op) ->
          new DepthwiseEmitter(context, index, op);
      case Op.Convolution op -> new ConvolutionEmitter(context, index, op);
      case Op.BatchNorm op -> new NormEmitter(context, group, op);
      case Op.Activate op -> new ActivationEmitter(context, index, op);
      case Op.MaxPool op -> PoolEmitter.of(context, index, op);
      case Op.AveragePool op -> PoolEmitter.of(context, index, op);
      case Op.GlobalAveragePool op -> new GlobalPoolEmitter(context, index, op);
      case Op.Dropout op -> new DropoutEmitter(context, index, op);
      case Op.Dense op -> new DenseEmitter(context, index, op);
      case Op.Add op -> new AddEmitter(context, index, op);
      case Op.Concat op -> new ConcatEmitter(context, index, op);
    };
  }
}
