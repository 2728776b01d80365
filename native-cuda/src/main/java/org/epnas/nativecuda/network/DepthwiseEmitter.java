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
final class DepthwiseEmitter implements Emitter {
  private static final String FILE = "depthwise";
  private static final String WEIGHT_GRADIENT = "depthwise_weight_gradient";

  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;

  DepthwiseEmitter(CompileContext context, int index, Op.Convolution op) {
    this.context = context;
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
    Buffer x = context.values().of(op.input());
    Buffer y = context.values().of(op.output());
    int outputs = context.values().elements(op.output());
    long w = context.parameters().weight(op.weight());
    context.add(
        Pass.BOTH,
        context.name("forward", index),
        List.of(x),
        List.of(y),
        context.launcher().laidOut(FILE, "depthwise_forward"),
        Geometry.flat(outputs),
        () ->
            withForm(new KernelArguments().pointer(x.address()).pointer(w).pointer(y.address()))
                .i32(outputs));
  }

  /** Appends shapes and window in the order of all three kernels. */
  private KernelArguments withForm(KernelArguments arguments) {
    TensorShape in = context.shape(op.input());
    TensorShape out = context.shape(op.output());
    return arguments
        .i32(in.channels(), in.height(), in.width(), out.height(), out.width())
        .i32(op.kernel(), op.stride(), op.padding(), op.dilation());
  }

  @Override
  public void backward() {
    addWeightGradient();
    if (context.gradients().isNeeded(op.input())) {
      addDataGradient();
    }
  }

  private void addWeightGradient() {
    int channels = context.shape(op.output()).channels();
    int outputs = context.values().elements(op.output());
    int taps = channels * op.kernel() * op.kernel();
    ChannelSums sums = ChannelSums.of(context.format(), channels, outputs / channels, op.kernel());
    Buffer x = context.values().of(op.input());
    Buffer dy = context.gradients().of(op.output());
    Buffer partial = context.scratch("partial sums", (long) sums.parts() * taps);
    Kernel products = context.launcher().laidOut(WEIGHT_GRADIENT, WEIGHT_GRADIENT);
    Kernel total = context.launcher().kernel("reduce", "sum_parts");
    var stream = context.launcher().stream();
    long gradient = context.parameters().gradient(op.weight());
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("weight gradient of", index),
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
    Buffer dy = context.gradients().of(op.output());
    Contribution dx = context.gradients().contribution(index, 0);
    int size = context.values().elements(op.input());
    long w = context.parameters().weight(op.weight());
    context.add(
        Pass.TRAINING,
        context.name("data gradient of", index),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        context.launcher().laidOut(FILE, "depthwise_data_gradient"),
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
