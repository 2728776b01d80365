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
final class PoolEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Unary op;
  private final Pooling pooling;
  private @Nullable PrimitiveDescriptor forward;

  /** Positions of the maxima; empty for averages. */
  private Optional<View> positions = Optional.empty();

  private PoolEmitter(CompileContext context, int index, Op.Unary op, Pooling pooling) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.pooling = pooling;
  }

  static PoolEmitter of(CompileContext context, int index, Op.MaxPool op) {
    Pooling pooling =
        new Pooling(Kind.MAXIMUM, op.kernel(), op.kernel(), op.stride(), op.padding());
    return new PoolEmitter(context, index, op, pooling);
  }

  static PoolEmitter of(CompileContext context, int index, Op.AveragePool op) {
    Pooling pooling =
        new Pooling(Kind.AVERAGE, op.kernel(), op.kernel(), op.stride(), op.padding());
    return new PoolEmitter(context, index, op, pooling);
  }

  static PoolEmitter of(CompileContext context, int index, Op.GlobalAveragePool op) {
    TensorShape shape = context.program().tensors().get(op.input());
    Pooling pooling = new Pooling(Kind.AVERAGE, shape.height(), shape.width(), 1, 0);
    return new PoolEmitter(context, index, op, pooling);
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
    Descriptor wanted = context.activation(op.input());
    View x = context.values().of(op.input(), wanted, Pass.BOTH);
    View y = View.fresh(context.name("output of", index), context.activation(op.output()));
    PrimitiveDescriptor descriptor = pooling.forward(context.dnn(), x.descriptor(), y.descriptor());
    positions = descriptor.workspace().map(workspace -> View.fresh("positions", workspace));
    PrimitiveStep step =
        context
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, x)
            .write(Argument.DESTINATION, y);
    positions.ifPresent(view -> step.write(Argument.WORKSPACE, view));
    context.add(Pass.BOTH, step, () -> Optional.of(forwardOfSlice(x, y)));
    context.values().define(op.output(), y);
    forward = descriptor;
  }

  private PrimitiveDescriptor forwardOfSlice(View x, View y) {
    SliceForms forms = context.forms();
    return pooling.forward(context.dnn(), forms.slice(x.descriptor()), forms.slice(y.descriptor()));
  }

  @Override
  public void backward() {
    PrimitiveDescriptor hint = forward;
    if (hint == null) {
      throw new IllegalStateException("backward before forward");
    }
    View dy = context.gradients().of(op.output());
    View dx = View.fresh("gradient of tensor " + op.input(), context.activation(op.input()));
    PrimitiveDescriptor descriptor =
        pooling.backward(context.dnn(), dx.descriptor(), dy.descriptor(), hint);
    PrimitiveStep step =
        context
            .step("backward", index, descriptor)
            .read(Argument.DESTINATION_GRADIENT, dy)
            .write(Argument.SOURCE_GRADIENT, dx);
    positions.ifPresent(view -> step.read(Argument.WORKSPACE, view));
    SliceForms forms = context.forms();
    context.add(
        Pass.TRAINING,
        step,
        () ->
            Optional.of(
                pooling.backward(
                    context.dnn(),
                    forms.slice(dx.descriptor()),
                    forms.slice(dy.descriptor()),
                    forwardOfSlice(dx, dy))));
    context.gradients().release(op.output());
    context.gradients().contribute(op.input(), dx);
  }
}
