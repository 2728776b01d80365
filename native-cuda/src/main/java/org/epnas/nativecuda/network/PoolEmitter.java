package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Maximum or mean over a window (pool.cu). */
final class PoolEmitter implements Emitter {
  /** The window's form. */
  private record Form(int input, int output, int kernel, int stride, int padding) {}

  private static final String FILE = "pool";

  private final CompileContext context;
  private final int index;
  private final Form form;
  private final String kind;

  /** For maxima: which tap of its window each output comes from, a byte each. */
  private final List<Buffer> taps = new ArrayList<>();

  private PoolEmitter(CompileContext context, int index, Form form, String kind) {
    this.context = context;
    this.index = index;
    this.form = form;
    this.kind = kind;
  }

  static PoolEmitter of(CompileContext context, int index, Op.MaxPool op) {
    Form form = new Form(op.input(), op.output(), op.kernel(), op.stride(), op.padding());
    PoolEmitter emitter = new PoolEmitter(context, index, form, "max");
    emitter.taps.add(new Buffer("taps", context.values().elements(op.output())));
    return emitter;
  }

  static PoolEmitter of(CompileContext context, int index, Op.AveragePool op) {
    Form form = new Form(op.input(), op.output(), op.kernel(), op.stride(), op.padding());
    return new PoolEmitter(context, index, form, "average");
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return form.output();
  }

  @Override
  public void forward() {
    Buffer x = context.values().of(form.input());
    Buffer y = context.values().of(form.output());
    int outputs = context.values().elements(form.output());
    context.add(
        Pass.BOTH,
        context.name("forward", index),
        List.of(x),
        Stream.concat(Stream.of(y), taps.stream()).toList(),
        context.launcher().laidOut(FILE, kind + "_pool_forward"),
        Geometry.flat(outputs),
        () -> {
          KernelArguments arguments =
              new KernelArguments().pointer(x.address()).pointer(y.address());
          taps.forEach(tap -> arguments.pointer(tap.address()));
          return withForm(arguments).i32(outputs);
        });
  }

  @Override
  public void backward() {
    if (!context.gradients().isNeeded(form.input())) {
      return;
    }
    Buffer dy = context.gradients().of(form.output());
    Contribution dx = context.gradients().contribution(index, 0);
    int size = context.values().elements(form.input());
    context.add(
        Pass.TRAINING,
        context.name("backward", index),
        Gradients.reads(Stream.concat(Stream.of(dy), taps.stream()), List.of(dx)),
        List.of(dx.buffer()),
        context.launcher().laidOut(FILE, kind + "_pool_backward"),
        Geometry.flat(size),
        () -> {
          KernelArguments arguments = new KernelArguments().pointer(dy.address());
          taps.forEach(tap -> arguments.pointer(tap.address()));
          return withForm(arguments.pointer(dx.buffer().address()).i32(dx.flag())).i32(size);
        });
  }

  private KernelArguments withForm(KernelArguments arguments) {
    TensorShape in = context.shape(form.input());
    TensorShape out = context.shape(form.output());
    return arguments
        .i32(in.channels(), in.height(), in.width(), out.height(), out.width())
        .i32(form.kernel(), form.stride(), form.padding());
  }
}
