package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.library.Algorithm;
import org.epnas.nativecuda.library.AlgorithmChoice;
import org.epnas.nativecuda.library.ConvolutionPass;
import org.epnas.nativecuda.library.ConvolutionShape;
import org.epnas.nativecuda.library.Dnn;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** An ordinary or grouped convolution, by cuDNN. */
final class ConvolutionEmitter implements Emitter {
  /** Bytes of scratch space that an algorithm may take. */
  private static final long LARGEST_WORKSPACE = 256L << 20;

  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final Dnn.Convolution description;
  private final Dnn.Limits limits;

  ConvolutionEmitter(CompileContext context, int index, Op.Convolution op) {
    this.context = context;
    this.index = index;
    this.op = op;
    boolean deterministic = context.options().deterministic();
    this.limits = new Dnn.Limits(deterministic, LARGEST_WORKSPACE);
    this.description = context.dnn().convolution(shape(), context.format().type(), deterministic);
    context.scope().own(description::close);
  }

  /** Keeps the choice for those who ask. */
  private Algorithm chosen(ConvolutionPass pass, Algorithm algorithm) {
    context.choices().add(new AlgorithmChoice(shape(), pass, algorithm));
    return algorithm;
  }

  private ConvolutionShape shape() {
    TensorShape in = context.shape(op.input());
    TensorShape out = context.shape(op.output());
    return new ConvolutionShape(
        context.batch(),
        in.channels(),
        in.height(),
        in.width(),
        out.channels(),
        out.height(),
        out.width(),
        op.kernel(),
        op.stride(),
        op.padding(),
        op.dilation(),
        op.groups());
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
    Algorithm algorithm = chosen(ConvolutionPass.FORWARD, description.forwardAlgorithm(limits));
    Buffer x = context.values().of(op.input());
    Buffer y = context.values().of(op.output());
    Buffer workspace = workspace(algorithm);
    context
        .steps()
        .add(
            Pass.BOTH,
            context.name("forward", index),
            List.of(x),
            List.of(y, workspace),
            () ->
                description.forward(
                    algorithm, x.address(), weight(), y.address(), workspace.address()));
  }

  /** Of the weight as cuDNN reads it; a part without gradient has no copy in bf16. */
  private long weight() {
    return context.parameters().typedWeight(op.weight());
  }

  /** At least a byte, so that it has an address. */
  private static Buffer workspace(Algorithm algorithm) {
    return new Buffer("workspace", Math.max(1, algorithm.workspaceBytes()));
  }

  @Override
  public void backward() {
    addWeightGradient();
    if (context.gradients().isNeeded(op.input())) {
      addDataGradient();
    }
  }

  private void addWeightGradient() {
    Algorithm algorithm =
        chosen(ConvolutionPass.WEIGHT_GRADIENT, description.weightGradientAlgorithm(limits));
    Buffer x = context.values().of(op.input());
    Buffer dy = context.gradients().of(op.output());
    Buffer workspace = workspace(algorithm);
    String name = context.name("weight gradient of", index);
    long target = context.parameters().gradient(op.weight());
    if (!context.parameters().hasCopies()) {
      context
          .steps()
          .add(
              Pass.TRAINING,
              name,
              List.of(x, dy),
              List.of(workspace),
              () ->
                  description.weightGradient(
                      algorithm, x.address(), dy.address(), target, workspace.address()));
      return;
    }
    int elements = context.parameters().parameter(op.weight()).elements();
    Buffer rounded =
        new Buffer("rounded gradient", (long) elements * context.format().type().bytes());
    Kernel cast = context.launcher().kernel("cast", "cast_bf16_f32");
    context
        .steps()
        .add(
            Pass.TRAINING,
            name,
            List.of(x, dy),
            List.of(workspace, rounded),
            () -> {
              description.weightGradient(
                  algorithm, x.address(), dy.address(), rounded.address(), workspace.address());
              cast.launch(
                  context.launcher().stream(),
                  Geometry.flat(elements),
                  new KernelArguments().pointer(rounded.address()).pointer(target).i32(elements));
            });
  }

  private void addDataGradient() {
    Algorithm algorithm =
        chosen(ConvolutionPass.DATA_GRADIENT, description.dataGradientAlgorithm(limits));
    Buffer dy = context.gradients().of(op.output());
    Contribution dx = context.gradients().contribution(index, 0);
    Buffer workspace = workspace(algorithm);
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("data gradient of", index),
            Gradients.reads(Stream.of(dy), List.of(dx)),
            List.of(dx.buffer(), workspace),
            () ->
                description.dataGradient(
                    algorithm,
                    weight(),
                    dy.address(),
                    dx.buffer().address(),
                    dx.accumulate(),
                    workspace.address()));
  }
}
