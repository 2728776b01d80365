package org.epnas.nativecpu.network;

import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Pooling;
import org.epnas.nativecpu.onednn.Pooling.Kind;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.jspecify.annotations.Nullable;

/** Maximum, average and global average pooling. */
final class PoolUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.Unary op;
  private final Pooling pooling;
  private @Nullable PrimitiveDescriptor forward;

  /** Positions of the maxima; empty for averages. */
  private Optional<View> positions = Optional.empty();

  private PoolUnit(Construction construction, int index, Op.Unary op, Pooling pooling) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.pooling = pooling;
  }

  static PoolUnit of(Construction construction, int index, Op.MaxPool op) {
    Pooling pooling =
        new Pooling(Kind.MAXIMUM, op.kernel(), op.kernel(), op.stride(), op.padding());
    return new PoolUnit(construction, index, op, pooling);
  }

  static PoolUnit of(Construction construction, int index, Op.AveragePool op) {
    Pooling pooling =
        new Pooling(Kind.AVERAGE, op.kernel(), op.kernel(), op.stride(), op.padding());
    return new PoolUnit(construction, index, op, pooling);
  }

  static PoolUnit of(Construction construction, int index, Op.GlobalAveragePool op) {
    TensorShape shape = construction.program().tensors().get(op.input());
    Pooling pooling = new Pooling(Kind.AVERAGE, shape.height(), shape.width(), 1, 0);
    return new PoolUnit(construction, index, op, pooling);
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
    Descriptor wanted = construction.activation(op.input());
    View x = construction.values().of(op.input(), wanted, Pass.BOTH);
    View y =
        View.fresh(construction.name("output of", index), construction.activation(op.output()));
    PrimitiveDescriptor descriptor =
        pooling.forward(construction.dnn(), x.descriptor(), y.descriptor());
    positions = descriptor.workspace().map(workspace -> View.fresh("positions", workspace));
    PrimitiveStep step =
        construction
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, x)
            .write(Argument.DESTINATION, y);
    positions.ifPresent(view -> step.write(Argument.WORKSPACE, view));
    construction.add(Pass.BOTH, step, () -> Optional.of(forwardOfSlice(x, y)));
    construction.values().define(op.output(), y);
    forward = descriptor;
  }

  private PrimitiveDescriptor forwardOfSlice(View x, View y) {
    SliceForms forms = construction.forms();
    return pooling.forward(
        construction.dnn(), forms.slice(x.descriptor()), forms.slice(y.descriptor()));
  }

  @Override
  public void backward() {
    PrimitiveDescriptor hint = forward;
    if (hint == null) {
      throw new IllegalStateException("backward before forward");
    }
    View dy = construction.gradients().of(op.output());
    View dx = View.fresh("gradient of tensor " + op.input(), construction.activation(op.input()));
    PrimitiveDescriptor descriptor =
        pooling.backward(construction.dnn(), dx.descriptor(), dy.descriptor(), hint);
    PrimitiveStep step =
        construction
            .step("backward", index, descriptor)
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx);
    positions.ifPresent(view -> step.read(Argument.WORKSPACE, view));
    SliceForms forms = construction.forms();
    construction.add(
        Pass.TRAINING,
        step,
        () ->
            Optional.of(
                pooling.backward(
                    construction.dnn(),
                    forms.slice(dx.descriptor()),
                    forms.slice(dy.descriptor()),
                    forwardOfSlice(dx, dy))));
    construction.gradients().release(op.output());
    construction.gradients().contribute(op.input(), dx);
  }
}
