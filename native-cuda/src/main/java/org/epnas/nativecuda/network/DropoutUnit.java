package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Inverted dropout (dropout.cu); the identity in evaluation. */
record DropoutUnit(Construction construction, int op, Op.Dropout dropout) implements Unit {
  private static final String FILE = "dropout";

  @Override
  public int output() {
    return dropout.output();
  }

  @Override
  public void forward() {
    Buffer x = construction.values().of(dropout.input());
    Buffer y = construction.values().of(dropout.output());
    construction.add(
        Pass.TRAINING,
        construction.name("forward", op),
        List.of(x),
        List.of(y),
        construction.launcher().laidOut(FILE, "dropout_forward"),
        Geometry.flat(size()),
        () -> withKey(new KernelArguments().pointer(x.address()).pointer(y.address())));
    construction.add(
        Pass.EVALUATION,
        construction.name("inference", op),
        List.of(x),
        List.of(y),
        construction.launcher().flat("elementwise", "copy_or_add"),
        Geometry.flat(size()),
        () -> new KernelArguments().pointer(x.address()).pointer(y.address()).i32(0, size()));
  }

  @Override
  public void backward() {
    if (!construction.gradients().isNeeded(dropout.input())) {
      return;
    }
    Buffer dy = construction.gradients().of(dropout.output());
    Contribution dx = construction.gradients().contribution(op, 0);
    construction.add(
        Pass.TRAINING,
        construction.name("backward", op),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        construction.launcher().laidOut(FILE, "dropout_backward"),
        Geometry.flat(size()),
        () ->
            withKey(
                new KernelArguments()
                    .pointer(dy.address())
                    .pointer(dx.buffer().address())
                    .i32(dx.flag())));
  }

  private KernelArguments withKey(KernelArguments arguments) {
    switch (construction.format()) {
      case NCHW_F32 -> {}
      case NHWC_BF16 ->
          arguments.i32(
              construction.shape(dropout.input()).channels(), construction.area(dropout.input()));
    }
    return arguments
        .i32(size())
        .pointer(construction.control().step())
        .i32(dropout.stream())
        .f32((float) dropout.rate())
        .f32((float) (1 / (1 - dropout.rate())))
        .i64(construction.options().seed());
  }

  private int size() {
    return construction.values().elements(dropout.output());
  }
}
