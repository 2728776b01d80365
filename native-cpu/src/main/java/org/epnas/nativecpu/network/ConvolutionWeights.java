package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.UnmetTaps;
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
  private final Construction construction;
  private final Op.Convolution op;
  private final int parameter;
  private final String name;
  private final long[] dimensions;
  private final List<View> copies = new ArrayList<>();

  ConvolutionWeights(Construction construction, Op.Convolution op) {
    this.construction = construction;
    this.op = op;
    this.parameter = op.weight();
    this.name = construction.program().parameters().get(parameter).name();
    this.dimensions = dimensions(op, construction);
  }

  /** (out, in, k, k), or (groups, out / groups, in / groups, k, k). */
  private static long[] dimensions(Op.Convolution op, Construction construction) {
    long in = construction.program().tensors().get(op.input()).channels();
    long out = construction.program().tensors().get(op.output()).channels();
    long k = op.kernel();
    if (op.groups() == 1) {
      return new long[] {out, in, k, k};
    }
    return new long[] {op.groups(), out / op.groups(), in / op.groups(), k, k};
  }

  /** A descriptor that leaves the layout to the primitive. */
  Descriptor any(DataType type) {
    return construction.dnn().descriptor(type, Layout.ANY, dimensions);
  }

  /** A row-major f32 tensor of this shape. */
  Descriptor plain() {
    return construction.dnn().descriptor(DataType.F32, Layout.PLAIN, dimensions);
  }

  /**
   * Gives the master its place.
   *
   * @param forward what the forward pass reads: the master has the same layout where that is f32
   */
  void declare(Descriptor forward) {
    Descriptor master = construction.type() == DataType.F32 ? forward : plain();
    construction.parameters().declare(parameter, master);
  }

  /** The weight as a pass wants it. */
  View in(Descriptor wanted, Pass pass) {
    View master = construction.parameters().weights(parameter);
    if (master.descriptor().matches(wanted)) {
      return master;
    }
    Optional<View> copy = copies.stream().filter(c -> c.descriptor().matches(wanted)).findFirst();
    if (copy.isPresent()) {
      return copy.get();
    }
    View fresh = construction.reordered(master, wanted, pass, name);
    copies.add(fresh);
    return fresh;
  }

  /** Where the gradient goes, in the layout of the master. */
  View gradient() {
    return construction.parameters().gradient(parameter);
  }

  /** Adds the step that sets the gradients of taps to 0 that meet no pixel, where there are any. */
  void clearUnmetTaps(int index) {
    TensorShape x = construction.program().tensors().get(op.input());
    TensorShape y = construction.program().tensors().get(op.output());
    int[] taps = UnmetTaps.of(side(x.height(), y.height()), side(x.width(), y.width()));
    if (taps.length == 0 || construction.type() == DataType.F32) {
      return;
    }
    View gradient = gradient();
    construction.add(
        Pass.TRAINING,
        new LoopStep(
            construction.name("clear unmet taps of", index),
            List.of(gradient.region()),
            List.of(gradient.region()),
            binding -> new UnmetTaps(binding.segment(gradient), op.kernel(), taps)::clear));
  }

  private UnmetTaps.Side side(int input, int output) {
    return new UnmetTaps.Side(input, output, op.kernel(), op.stride(), op.padding(), op.dilation());
  }

  String name() {
    return name;
  }
}
