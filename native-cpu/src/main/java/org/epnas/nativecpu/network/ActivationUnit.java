package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** An element-wise activation that is not fused into the op before it. */
final class ActivationUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.Activate op;
  private final Nonlinearity nonlinearity;

  ActivationUnit(Construction construction, int index, Op.Activate op, Nonlinearity nonlinearity) {
    this.construction = construction;
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
    View x = construction.values().of(op.input());
    View y =
        replacesInput() ? x : View.fresh(construction.name("output of", index), x.descriptor());
    construction.values().define(op.output(), y);
    construction.add(
        Pass.BOTH,
        construction
            .step("forward", index, nonlinearity.forward(construction.dnn(), x.descriptor()))
            .read(Argument.SOURCE, x)
            .write(Argument.DESTINATION, y),
        () ->
            Optional.of(
                nonlinearity.forward(
                    construction.dnn(), construction.forms().slice(x.descriptor()))));
  }

  /**
   * Whether the output may lie where the input was: nobody else reads it, neither now nor on the
   * way back. Of the ops before, only another activation needs its own output on the way back.
   */
  private boolean replacesInput() {
    boolean onlyReader = construction.schedule().readers(op.input()).size() == 1;
    boolean writerNeedsIt =
        construction.program().ops().stream()
            .anyMatch(writer -> writer.output() == op.input() && writer instanceof Op.Activate);
    return nonlinearity.derivativeFromOutput() && onlyReader && !writerNeedsIt;
  }

  @Override
  public void backward() {
    int saved = nonlinearity.derivativeFromOutput() ? op.output() : op.input();
    View dx =
        ActivationBackward.add(
            construction, index, nonlinearity, construction.values().of(saved), op.output());
    construction.gradients().release(op.output());
    construction.gradients().contribute(op.input(), dx);
  }
}
