package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** An element-wise activation that is not fused into the op before it. */
final class ActivationEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Activate op;
  private final Nonlinearity nonlinearity;

  ActivationEmitter(CompileContext context, int index, Op.Activate op, Nonlinearity nonlinearity) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.nonlinearity = nonlinearity;
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return op.output();
  }

  @Override
  public void forward() {
    View x = context.values().of(op.input());
    View y = replacesInput() ? x : View.fresh(context.name("output of", index), x.descriptor());
    context.values().define(op.output(), y);
    context.add(
        Pass.BOTH,
        context
            .step("forward", index, nonlinearity.forward(context.dnn(), x.descriptor()))
            .read(Argument.SOURCE, x)
            .write(Argument.DESTINATION, y),
        () ->
            Optional.of(
                nonlinearity.forward(context.dnn(), context.forms().slice(x.descriptor()))));
  }

  /**
   * Whether the output may lie where the input was: nobody else reads it, neither now nor on the
   * way back. Of the ops before, only another activation needs its own output on the way back.
   */
  private boolean replacesInput() {
    boolean onlyReader = context.schedule().readers(op.input()).size() == 1;
    boolean writerNeedsIt =
        context.program().ops().stream()
            .anyMatch(writer -> writer.output() == op.input() && writer instanceof Op.Activate);
    return nonlinearity.derivativeFromOutput() && onlyReader && !writerNeedsIt;
  }

  @Override
  public void backward() {
    int saved = nonlinearity.derivativeFromOutput() ? op.output() : op.input();
    View dx =
        ActivationBackward.add(
            context, index, nonlinearity, context.values().of(saved), op.output());
    context.gradients().release(op.output());
    context.gradients().contribute(op.input(), dx);
  }
}
