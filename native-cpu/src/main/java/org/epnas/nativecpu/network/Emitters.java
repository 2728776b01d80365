package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.network.FusedNormEmitter.Tail;
import org.epnas.nativecpu.norm.Clip;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.training.plan.Fusion;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Fusion.Pattern;

/**
 * The emitters of a program. Our own loops run an addition and an activation together with the
 * normalisation before them, oneDNN runs a ReLU with it, and an activation with the addition before
 * it.
 */
final class Emitters {
  private final CompileContext context;

  Emitters(CompileContext context) {
    this.context = context;
  }

  /** The emitters of all groups of ops in forward order. */
  List<Emitter> all() {
    return Fusion.of(context.schedule(), this::runsTogether).groups().stream()
        .map(this::emitter)
        .toList();
  }

  private boolean runsTogether(Group group) {
    return switch (group.pattern()) {
      case NORM_ADD_ACTIVATE, NORM_ACTIVATE_ADD ->
          runsInOwnLoops(group) && clip(group).isPresent() && !group.waits();
      case NORM_ADD -> runsInOwnLoops(group) && !group.waits();
      case NORM_ACTIVATE ->
          runsInOwnLoops(group) ? clip(group).isPresent() : group.activation() == Activation.RELU;
      case ADD_ACTIVATE ->
          nonlinearity(group).filter(Nonlinearity::derivativeFromOutput).isPresent();
      case ALONE -> true;
    };
  }

  private boolean runsInOwnLoops(Group group) {
    return op(group) instanceof Op.BatchNorm norm && FusedNormEmitter.supports(context, norm);
  }

  private Emitter emitter(Group group) {
    int index = group.first();
    return switch (op(group)) {
      case Op.Convolution convolution when WinogradEmitter.supports(context, convolution) ->
          new WinogradEmitter(context, index, convolution);
      case Op.Convolution convolution -> new ConvolutionEmitter(context, index, convolution);
      case Op.BatchNorm norm when FusedNormEmitter.supports(context, norm) ->
          new FusedNormEmitter(context, index, norm, tail(group), group.output());
      case Op.BatchNorm norm ->
          new NormEmitter(
              context, index, norm, group.activation() == Activation.RELU, group.output());
      case Op.Activate activate ->
          new ActivationEmitter(context, index, activate, nonlinearity(group).orElseThrow());
      case Op.MaxPool pool -> PoolEmitter.of(context, index, pool);
      case Op.AveragePool pool -> PoolEmitter.of(context, index, pool);
      case Op.GlobalAveragePool pool -> PoolEmitter.of(context, index, pool);
      case Op.Dropout dropout -> new DropoutEmitter(context, index, dropout);
      case Op.Dense dense -> new DenseEmitter(context, index, dense);
      case Op.Add add -> new AddEmitter(context, index, add, nonlinearity(group), group.output());
      case Op.Concat concat -> new ConcatEmitter(context, index, concat);
    };
  }

  private static Tail tail(Group group) {
    boolean addedLast = group.pattern() == Pattern.NORM_ACTIVATE_ADD;
    return new Tail(group.addend(), addedLast, clip(group).orElse(Clip.NONE));
  }

  private static Optional<Clip> clip(Group group) {
    return switch (group.activation()) {
      case RELU -> Optional.of(Clip.RELU);
      case RELU6 -> Optional.of(Clip.RELU6);
      case SWISH, NONE -> Optional.empty();
    };
  }

  private static Optional<Nonlinearity> nonlinearity(Group group) {
    return switch (group.activation()) {
      case RELU -> Optional.of(Nonlinearity.RELU);
      case RELU6 -> Optional.of(Nonlinearity.RELU6);
      case SWISH -> Optional.of(Nonlinearity.SWISH);
      case NONE -> Optional.empty();
    };
  }

  private Op op(Group group) {
    return context.program().ops().get(group.first());
  }
}
