package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.library.Blas.Factor;
import org.epnas.nativecuda.library.ElementType;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** A dense layer: matrix products by cuBLAS, the bias by kernels of our own (dense.cu). */
final class DenseEmitter implements Emitter {
  private static final String FILE = "dense";

  private final CompileContext context;
  private final int index;
  private final Op.Dense dense;
  private final ElementType type;
  private final int emitters;
  private final int features;
  private final long weight;

  DenseEmitter(CompileContext context, int index, Op.Dense dense) {
    this.context = context;
    this.index = index;
    this.dense = dense;
    this.type = context.format().type();
    this.emitters = context.shape(dense.output()).channels();
    this.features = Math.toIntExact(context.shape(dense.input()).elements());
    this.weight = context.parameters().typedWeight(dense.weight());
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return dense.output();
  }

  @Override
  public void forward() {
    Buffer x = context.values().of(dense.input());
    Buffer y = context.values().of(dense.output());
    ElementType outputType = context.values().type(dense.output());
    Kernel addBias = context.launcher().flat(FILE, "bias_add", outputType);
    int size = context.values().elements(dense.output());
    long bias = context.parameters().weight(dense.bias());
    context
        .steps()
        .add(
            Pass.BOTH,
            context.name("forward", index),
            List.of(x),
            List.of(y),
            () -> {
              context
                  .blas()
                  .multiply(
                      new Factor(x.address(), type, features, false),
                      new Factor(weight, type, features, true),
                      y.address(),
                      outputType,
                      context.batch(),
                      emitters,
                      features,
                      false);
              addBias.launch(
                  context.launcher().stream(),
                  Geometry.flat(size),
                  new KernelArguments().pointer(y.address()).pointer(bias).i32(emitters, size));
            });
  }

  @Override
  public void backward() {
    addParameterGradients();
    if (context.gradients().isNeeded(dense.input())) {
      addDataGradient();
    }
  }

  private void addParameterGradients() {
    Buffer x = context.values().of(dense.input());
    Buffer dy = context.gradients().of(dense.output());
    Kernel biasGradient = context.launcher().flat(FILE, "bias_gradient");
    long weightTarget = context.parameters().gradient(dense.weight());
    long biasTarget = context.parameters().gradient(dense.bias());
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("weight gradient of", index),
            List.of(x, dy),
            List.of(),
            () -> {
              context
                  .blas()
                  .multiply(
                      new Factor(dy.address(), type, emitters, true),
                      new Factor(x.address(), type, features, false),
                      weightTarget,
                      ElementType.F32,
                      emitters,
                      features,
                      context.batch(),
                      false);
              biasGradient.launch(
                  context.launcher().stream(),
                  Geometry.flat(emitters),
                  new KernelArguments()
                      .pointer(dy.address())
                      .pointer(biasTarget)
                      .i32(context.batch(), emitters));
            });
  }

  private void addDataGradient() {
    Buffer dy = context.gradients().of(dense.output());
    Contribution dx = context.gradients().contribution(index, 0);
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("data gradient of", index),
            Gradients.reads(Stream.of(dy), List.of(dx)),
            List.of(dx.buffer()),
            () ->
                context
                    .blas()
                    .multiply(
                        new Factor(dy.address(), type, emitters, false),
                        new Factor(weight, type, features, false),
                        dx.buffer().address(),
                        type,
                        context.batch(),
                        features,
                        emitters,
                        dx.accumulate()));
  }
}
