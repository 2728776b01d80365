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
final class DenseUnit implements Unit {
  private static final String FILE = "dense";

  private final Construction construction;
  private final int index;
  private final Op.Dense dense;
  private final ElementType type;
  private final int units;
  private final int features;
  private final long weight;

  DenseUnit(Construction construction, int index, Op.Dense dense) {
    this.construction = construction;
    this.index = index;
    this.dense = dense;
    this.type = construction.format().type();
    this.units = construction.shape(dense.output()).channels();
    this.features = Math.toIntExact(construction.shape(dense.input()).elements());
    this.weight = construction.parameters().typedWeight(dense.weight());
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
    Buffer x = construction.values().of(dense.input());
    Buffer y = construction.values().of(dense.output());
    ElementType outputType = construction.values().type(dense.output());
    Kernel addBias = construction.launcher().flat(FILE, "bias_add", outputType);
    int size = construction.values().elements(dense.output());
    long bias = construction.parameters().weight(dense.bias());
    construction
        .steps()
        .add(
            Pass.BOTH,
            construction.name("forward", index),
            List.of(x),
            List.of(y),
            () -> {
              construction
                  .blas()
                  .multiply(
                      new Factor(x.address(), type, features, false),
                      new Factor(weight, type, features, true),
                      y.address(),
                      outputType,
                      construction.batch(),
                      units,
                      features,
                      false);
              addBias.launch(
                  construction.launcher().stream(),
                  Geometry.flat(size),
                  new KernelArguments().pointer(y.address()).pointer(bias).i32(units, size));
            });
  }

  @Override
  public void backward() {
    addParameterGradients();
    if (construction.gradients().isNeeded(dense.input())) {
      addDataGradient();
    }
  }

  private void addParameterGradients() {
    Buffer x = construction.values().of(dense.input());
    Buffer dy = construction.gradients().of(dense.output());
    Kernel biasGradient = construction.launcher().flat(FILE, "bias_gradient");
    long weightTarget = construction.parameters().gradient(dense.weight());
    long biasTarget = construction.parameters().gradient(dense.bias());
    construction
        .steps()
        .add(
            Pass.TRAINING,
            construction.name("weight gradient of", index),
            List.of(x, dy),
            List.of(),
            () -> {
              construction
                  .blas()
                  .multiply(
                      new Factor(dy.address(), type, units, true),
                      new Factor(x.address(), type, features, false),
                      weightTarget,
                      ElementType.F32,
                      units,
                      features,
                      construction.batch(),
                      false);
              biasGradient.launch(
                  construction.launcher().stream(),
                  Geometry.flat(units),
                  new KernelArguments()
                      .pointer(dy.address())
                      .pointer(biasTarget)
                      .i32(construction.batch(), units));
            });
  }

  private void addDataGradient() {
    Buffer dy = construction.gradients().of(dense.output());
    Contribution dx = construction.gradients().contribution(index, 0);
    construction
        .steps()
        .add(
            Pass.TRAINING,
            construction.name("data gradient of", index),
            Gradients.reads(Stream.of(dy), List.of(dx)),
            List.of(dx.buffer()),
            () ->
                construction
                    .blas()
                    .multiply(
                        new Factor(dy.address(), type, units, false),
                        new Factor(weight, type, features, false),
                        dx.buffer().address(),
                        type,
                        construction.batch(),
                        features,
                        units,
                        dx.accumulate()));
  }
}
