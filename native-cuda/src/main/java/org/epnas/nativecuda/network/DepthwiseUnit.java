package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** A depthwise convolution, by kernels of our own (depthwise.cu), which read f32 weights. */
final class DepthwiseUnit implements Unit {
  private static final String FILE = "depthwise";
  private static final String WEIGHT_GRADIENT = "depthwise_weight_gradient";

  private final Construction construction;
  private final int index;
  private final Op.Convolution op;

  DepthwiseUnit(Construction construction, int index, Op.Convolution op) {
    this.construction = construction;
    this.index = index;
    this.op = op;
  }

  /** Whether each channel of the output reads the same channel of the input alone. */
  static boolean isDepthwise(Program program, Op.Convolution op) {
    int inputs = program.tensors().get(op.input()).channels();
    return op.groups() == inputs && program.tensors().get(op.output()).channels() == inputs;
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
    Buffer x = construction.values().of(op.input());
    Buffer y = construction.values().of(op.output());
    int outputs = construction.values().elements(op.output());
    long w = construction.parameters().weight(op.weight());
    construction.add(
        Pass.BOTH,
        construction.name("forward", index),
        List.of(x),
        List.of(y),
        construction.launcher().laidOut(FILE, "depthwise_forward"),
        Geometry.flat(outputs),
        () ->
            withForm(new KernelArguments().pointer(x.address()).pointer(w).pointer(y.address()))
                .i32(outputs));
  }

  /** Appends shapes and window in the order of all three kernels. */
  private KernelArguments withForm(KernelArguments arguments) {
    TensorShape in = construction.shape(op.input());
    TensorShape out = construction.shape(op.output());
    return arguments
        .i32(in.channels(), in.height(), in.width(), out.height(), out.width())
        .i32(op.kernel(), op.stride(), op.padding(), op.dilation());
  }

  @Override
  public void backward() {
    addWeightGradient();
    if (construction.gradients().isNeeded(op.input())) {
      addDataGradient();
    }
  }

  private void addWeightGradient() {
    int channels = construction.shape(op.output()).channels();
    int outputs = construction.values().elements(op.output());
    int taps = channels * op.kernel() * op.kernel();
    ChannelSums sums =
        ChannelSums.of(construction.format(), channels, outputs / channels, op.kernel());
    Buffer x = construction.values().of(op.input());
    Buffer dy = construction.gradients().of(op.output());
    Buffer partial = construction.scratch("partial sums", (long) sums.parts() * taps);
    Kernel products = construction.launcher().laidOut(WEIGHT_GRADIENT, WEIGHT_GRADIENT);
    Kernel total = construction.launcher().kernel("reduce", "sum_parts");
    var stream = construction.launcher().stream();
    long gradient = construction.parameters().gradient(op.weight());
    construction
        .steps()
        .add(
            Pass.TRAINING,
            construction.name("weight gradient of", index),
            List.of(x, dy),
            List.of(partial),
            () -> {
              products.launch(
                  stream,
                  sums.geometry(),
                  withForm(
                          new KernelArguments()
                              .pointer(dy.address())
                              .pointer(x.address())
                              .pointer(partial.address()))
                      .i32(outputs));
              total.launch(
                  stream,
                  Geometry.flat(taps),
                  new KernelArguments()
                      .pointer(partial.address())
                      .pointer(gradient)
                      .i32(sums.parts(), taps));
            });
  }

  private void addDataGradient() {
    Buffer dy = construction.gradients().of(op.output());
    Contribution dx = construction.gradients().contribution(index, 0);
    int size = construction.values().elements(op.input());
    long w = construction.parameters().weight(op.weight());
    construction.add(
        Pass.TRAINING,
        construction.name("data gradient of", index),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        construction.launcher().laidOut(FILE, "depthwise_data_gradient"),
        Geometry.flat(size),
        () ->
            withForm(
                    new KernelArguments()
                        .pointer(dy.address())
                        .pointer(w)
                        .pointer(dx.buffer().address())
                        .i32(dx.flag()))
                .i32(size));
  }
}
