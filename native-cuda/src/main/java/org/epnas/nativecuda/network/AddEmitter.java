package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** A sum of tensors by itself (elementwise.cu). */
record AddEmitter(CompileContext context, int op, Op.Add add) implements Emitter {
  private static final String FILE = "elementwise";

  /** Summands of one launch. */
  private static final int SUMMANDS = 4;

  @Override
  public int output() {
    return add.output();
  }

  @Override
  public void forward() {
    List<Buffer> summands = add.inputs().stream().map(context.values()::of).toList();
    Buffer y = context.values().of(add.output());
    Kernel kernel = context.launcher().flat(FILE, "add");
    context
        .steps()
        .add(
            Pass.BOTH,
            context.name("forward", op),
            summands,
            List.of(y),
            () -> launch(kernel, summands, y));
  }

  /** From the second launch on, the sum so far is the first summand. */
  private void launch(Kernel kernel, List<Buffer> summands, Buffer y) {
    List<Buffer> left = new ArrayList<>(summands);
    while (left.size() > 1) {
      List<Buffer> now = left.subList(0, Math.min(SUMMANDS, left.size()));
      KernelArguments arguments = new KernelArguments();
      for (int i = 0; i < SUMMANDS; i++) {
        arguments.pointer(i < now.size() ? now.get(i).address() : 0);
      }
      kernel.launch(
          context.launcher().stream(),
          Geometry.flat(size()),
          arguments.pointer(y.address()).i32(size()));
      now.clear();
      left.addFirst(y);
    }
  }

  @Override
  public void backward() {
    Buffer dy = context.gradients().of(add.output());
    Kernel kernel = context.launcher().flat(FILE, "copy_or_add");
    for (int i = 0; i < add.inputs().size(); i++) {
      if (context.gradients().isNeeded(add.inputs().get(i))) {
        Contribution dx = context.gradients().contribution(op, i);
        context.add(
            Pass.TRAINING,
            context.name("backward", op),
            Gradients.reads(Stream.of(dy), List.of(dx)),
            List.of(dx.buffer()),
            kernel,
            Geometry.flat(size()),
            () ->
                new KernelArguments()
                    .pointer(dy.address())
                    .pointer(dx.buffer().address())
                    .i32(dx.flag(), size()));
      }
    }
  }

  private int size() {
    return context.values().elements(add.output());
  }
}
