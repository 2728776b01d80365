package org.epnas.nativecpu.network;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.loop.DropoutMask;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Combination;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.jspecify.annotations.Nullable;

/** Dropout: the mask is drawn in plain order, then multiplied in the tensor's own layout. */
final class DropoutEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Dropout op;
  private @Nullable View mask;

  DropoutEmitter(CompileContext context, int index, Op.Dropout op) {
    this.context = context;
    this.index = index;
    this.op = op;
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
    View y = View.fresh(context.name("output of", index), x.descriptor());
    View plain = View.fresh("mask", context.image(DataType.F32, Layout.PLAIN, op.input()));
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name("mask of", index),
            List.of(),
            List.of(plain.region()),
            binding -> draw(binding, plain)));
    View factors = context.reordered(plain, x.descriptor(), Pass.TRAINING, "mask");
    addProduct("forward", x, factors, y);
    context.reorderImages(x, y, Pass.EVALUATION, "dropout switched off");
    context.values().define(op.output(), y);
    mask = factors;
  }

  private Step draw(Binding binding, View plain) {
    MemorySegment segment = binding.segment(plain);
    DropoutMask body =
        new DropoutMask(context.state(), segment, op.rate(), op.stream(), context.options().seed());
    return context.team().loop(binding.arena(), body)::run;
  }

  @Override
  public void backward() {
    View factors = mask;
    if (factors == null) {
      throw new IllegalStateException("backward before forward");
    }
    View dy = context.gradients().of(op.output());
    boolean inPlace = context.gradients().isExclusive(op.output());
    View dx = inPlace ? dy : context.gradients().fresh(op.input());
    addProduct("backward", dy, factors, dx);
    context.gradients().release(op.output());
    context.gradients().contribute(op.input(), dx);
  }

  private void addProduct(String pass, View x, View factors, View y) {
    PrimitiveDescriptor descriptor = Combination.PRODUCT.of(context.dnn(), x.descriptor());
    context.add(
        Pass.TRAINING,
        context
            .step(pass, index, descriptor)
            .read(Argument.SOURCE, x)
            .read(Argument.SOURCE_1, factors)
            .write(Argument.DESTINATION, y),
        () ->
            Optional.of(
                Combination.PRODUCT.of(context.dnn(), context.forms().slice(x.descriptor()))));
  }
}
