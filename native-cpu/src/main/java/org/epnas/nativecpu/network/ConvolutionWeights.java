package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.loop.TapsOutsideImage;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/**
 * The weight of a convolution: the f32 master, which the optimiser updates, and the copies in the
 * layouts and element types that the passes read. Copies are made anew in every step, because the
 * master has changed.
 */
final class ConvolutionWeights {
  private final CompileContext context;
  private final Op.Convolution op;
  private final int parameter;
  private final String name;
  private final long[] dimensions;
  private final List<View> copies = new ArrayList<>();

  ConvolutionWeights(CompileContext context, Op.Convolution op) {
    this.context = context;
    this.op = op;
    this.parameter = op.weight();
    this.name = context.program().parameters().get(parameter).name();
    this.dimensions = dimensions(op, context);
  }

  /** (out, in, k, k), or (groups, out / groups, in / groups, k, k). */
  private static long[] dimensions(Op.Convolution op, CompileContext context) {
    long in = context.program().tensors().get(op.input()).channels();
    long out = context.program().tensors().get(op.output()).channels();
    long k = op.kernel();
    if (op.groups() == 1) {
      return new long[] {out, in, k, k};
    }
    return new long[] {op.groups(), out / op.groups(), in / op.groups(), k, k};
  }

  /** A descriptor that leaves the layout to the primitive. */
  Descriptor any(DataType type) {
    return context.dnn().descriptor(type, Layout.ANY, dimensions);
  }

  /** A row-major f32 tensor of this shape. */
  Descriptor plain() {
    return context.dnn().descriptor(DataType.F32, Layout.PLAIN, dimensions);
  }

  /**
   * Gives the master its memory.
   *
   * @param forward what the forward pass reads: the master has the same layout where that is f32
   */
  void declare(Descriptor forward) {
    Descriptor master = context.type() == DataType.F32 ? forward : plain();
    context.parameters().declare(parameter, master);
  }

  /** The weight as a pass wants it. */
  View in(Descriptor wanted, Pass pass) {
    View master = context.parameters().weights(parameter);
    if (master.descriptor().matches(wanted)) {
      return master;
    }
    Optional<View> copy = copies.stream().filter(c -> c.descriptor().matches(wanted)).findFirst();
    if (copy.isPresent()) {
      return copy.get();
    }
    View fresh = context.reordered(master, wanted, pass, name);
    copies.add(fresh);
    return fresh;
  }

  /** Where the gradient goes, in the layout of the master. */
  View gradient() {
    return context.parameters().gradient(parameter);
  }

  /**
   * Adds the step that sets the gradients of taps to 0 that lie outside the image, where there are
   * any.
   */
  void clearTapsOutsideImage(int index) {
    TensorShape x = context.program().tensors().get(op.input());
    TensorShape y = context.program().tensors().get(op.output());
    int[] taps = TapsOutsideImage.of(side(x.height(), y.height()), side(x.width(), y.width()));
    if (taps.length == 0 || context.type() == DataType.F32) {
      return;
    }
    View gradient = gradient();
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name("clear taps outside the image of", index),
            List.of(gradient.region()),
            List.of(gradient.region()),
            binding -> new TapsOutsideImage(binding.segment(gradient), op.kernel(), taps)::clear));
  }

  private TapsOutsideImage.Side side(int input, int output) {
    return new TapsOutsideImage.Side(
        input, output, op.kernel(), op.stride(), op.padding(), op.dilation());
  }

  String name() {
    return name;
  }
}
