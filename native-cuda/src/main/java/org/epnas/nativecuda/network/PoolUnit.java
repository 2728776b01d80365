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
final class PoolUnit implements Unit {
  /** The window's form. */
  private record Form(int input, int output, int kernel, int stride, int padding) {}

  private static final String FILE = "pool";

  private final Construction construction;
  private final int index;
  private final Form form;
  private final String kind;

  /** For maxima: which tap of its window each output comes from, a byte each. */
  private final List<Buffer> taps = new ArrayList<>();

  private PoolUnit(Construction construction, int index, Form form, String kind) {
    this.construction = construction;
    this.index = index;
    this.form = form;
    this.kind = kind;
  }

  static PoolUnit of(Construction construction, int index, Op.MaxPool op) {
    Form form = new Form(op.input(), op.output(), op.kernel(), op.stride(), op.padding());
    PoolUnit unit = new PoolUnit(construction, index, form, "max");
    unit.taps.add(new Buffer("taps", construction.values().elements(op.output())));
    return unit;
  }

  static PoolUnit of(Construction construction, int index, Op.AveragePool op) {
    Form form = new Form(op.input(), op.output(), op.kernel(), op.stride(), op.padding());
    return new PoolUnit(construction, index, form, "average");
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
    Buffer x = construction.values().of(form.input());
    Buffer y = construction.values().of(form.output());
    int outputs = construction.values().elements(form.output());
    construction.add(
        Pass.BOTH,
        construction.name("forward", index),
        List.of(x),
        Stream.concat(Stream.of(y), taps.stream()).toList(),
        construction.launcher().laidOut(FILE, kind + "_pool_forward"),
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
    if (!construction.gradients().isNeeded(form.input())) {
      return;
    }
    Buffer dy = construction.gradients().of(form.output());
    Contribution dx = construction.gradients().contribution(index, 0);
    int size = construction.values().elements(form.input());
    construction.add(
        Pass.TRAINING,
        construction.name("backward", index),
        Gradients.reads(Stream.concat(Stream.of(dy), taps.stream()), List.of(dx)),
        List.of(dx.buffer()),
        construction.launcher().laidOut(FILE, kind + "_pool_backward"),
        Geometry.flat(size),
        () -> {
          KernelArguments arguments = new KernelArguments().pointer(dy.address());
          taps.forEach(tap -> arguments.pointer(tap.address()));
          return withForm(arguments.pointer(dx.buffer().address()).i32(dx.flag())).i32(size);
        });
  }

  private KernelArguments withForm(KernelArguments arguments) {
    TensorShape in = construction.shape(form.input());
    TensorShape out = construction.shape(form.output());
    return arguments
        .i32(in.channels(), in.height(), in.width(), out.height(), out.width())
        .i32(form.kernel(), form.stride(), form.padding());
  }
}
