package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** An activation by itself (activation.cu). */
record ActivationUnit(Construction construction, int op, Op.Activate activate) implements Unit {
  private static final String FILE = "activation";

  @Override
  public int output() {
    return activate.output();
  }

  @Override
  public void forward() {
    Buffer x = construction.values().of(activate.input());
    Buffer y = construction.values().of(activate.output());
    construction.add(
        Pass.BOTH,
        construction.name("forward", op),
        List.of(x),
        List.of(y),
        construction.launcher().flat(FILE, "activation_forward"),
        Geometry.flat(size()),
        () -> new KernelArguments().pointer(x.address()).pointer(y.address()).i32(code(), size()));
  }

  @Override
  public void backward() {
    if (!construction.gradients().isNeeded(activate.input())) {
      return;
    }
    Buffer dy = construction.gradients().of(activate.output());
    boolean fromOutput = ActivationCode.slopeFromOutput(activate.activation());
    Buffer known = construction.values().of(fromOutput ? activate.output() : activate.input());
    Contribution dx = construction.gradients().contribution(op, 0);
    construction.add(
        Pass.TRAINING,
        construction.name("backward", op),
        Gradients.reads(Stream.of(dy, known), List.of(dx)),
        List.of(dx.buffer()),
        construction.launcher().flat(FILE, "activation_backward"),
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
    return construction.values().elements(activate.output());
  }
}
