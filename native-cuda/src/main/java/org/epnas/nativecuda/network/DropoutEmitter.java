package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Inverted dropout (dropout.cu); the identity in evaluation. */
record DropoutEmitter(CompileContext context, int op, Op.Dropout dropout) implements Emitter {
  private static final String FILE = "dropout";

  @Override
  public int output() {
    return dropout.output();
  }

  @Override
  public void forward() {
    Buffer x = context.values().of(dropout.input());
    Buffer y = context.values().of(dropout.output());
    context.add(
        Pass.TRAINING,
        context.name("forward", op),
        List.of(x),
        List.of(y),
        context.launcher().laidOut(FILE, "dropout_forward"),
        Geometry.flat(size()),
        () -> withKey(new KernelArguments().pointer(x.address()).pointer(y.address())));
    context.add(
        Pass.EVALUATION,
        context.name("inference", op),
        List.of(x),
        List.of(y),
        context.launcher().flat("elementwise", "copy_or_add"),
        Geometry.flat(size()),
        () -> new KernelArguments().pointer(x.address()).pointer(y.address()).i32(0, size()));
  }

  @Override
  public void backward() {
    if (!context.gradients().isNeeded(dropout.input())) {
      return;
    }
    Buffer dy = context.gradients().of(dropout.output());
    Contribution dx = context.gradients().contribution(op, 0);
    context.add(
        Pass.TRAINING,
        context.name("backward", op),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        context.launcher().laidOut(FILE, "dropout_backward"),
        Geometry.flat(size()),
        () ->
            withKey(
                new KernelArguments()
                    .pointer(dy.address())
                    .pointer(dx.buffer().address())
                    .i32(dx.flag())));
  }

  private KernelArguments withKey(KernelArguments arguments) {
    switch (context.format()) {
      case NCHW_F32 -> {}
      case NHWC_BF16 ->
          arguments.i32(context.shape(dropout.input()).channels(), context.area(dropout.input()));
    }
    return arguments
        .i32(size())
        .pointer(context.control().step())
        .i32(dropout.stream())
        .f32((float) dropout.rate())
        .f32((float) (1 / (1 - dropout.rate())))
        .i64(context.options().seed());
  }

  private int size() {
    return context.values().elements(dropout.output());
  }
}
