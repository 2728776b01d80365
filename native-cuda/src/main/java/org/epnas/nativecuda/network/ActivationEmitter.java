package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** An activation by itself (activation.cu). */
record ActivationEmitter(CompileContext context, int op, Op.Activate activate) implements Emitter {
  private static final String FILE = "activation";

  @Override
  public int output() {
    return activate.output();
  }

  @Override
  public void forward() {
    Buffer x = context.values().of(activate.input());
    Buffer y = context.values().of(activate.output());
    context.add(
        Pass.BOTH,
        context.name("forward", op),
        List.of(x),
        List.of(y),
        context.launcher().flat(FILE, "activation_forward"),
        Geometry.flat(size()),
        () -> new KernelArguments().pointer(x.address()).pointer(y.address()).i32(code(), size()));
  }

  @Override
  public void backward() {
    if (!context.gradients().isNeeded(activate.input())) {
      return;
    }
    Buffer dy = context.gradients().of(activate.output());
    boolean fromOutput = ActivationCode.slopeFromOutput(activate.activation());
    Buffer known = context.values().of(fromOutput ? activate.output() : activate.input());
    Contribution dx = context.gradients().contribution(op, 0);
    context.add(
        Pass.TRAINING,
        context.name("backward", op),
        Gradients.reads(Stream.of(dy, known), List.of(dx)),
        List.of(dx.buffer()),
        context.launcher().flat(FILE, "activation_backward"),
        Geometry.flat(size()),
        () ->
            new KernelArguments()
                .pointer(dy.address())
                .pointer(known.address())
                .pointer(dx.buffer().address())
                .i32(dx.flag(), code(), size()));
  }

  private int code() {
    return ActivationCode.of(activate.activation());
  }

  private int size() {
    return context.values().elements(activate.output());
  }
}
