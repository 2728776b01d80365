package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.loop.BiasGradient;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.MatrixProduct;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/**
 * A fully connected layer, always in f32. With N images, F features and U emitters:
 *
 * <pre>
 *   y  (N, U) = x (N, F) w^T + b      w (U, F)
 *   dw (U, F) = dy^T x                db = sum of the rows of dy
 *   dx (N, F) = dy w
 * </pre>
 */
final class DenseEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Dense op;
  private final OneDnn dnn;
  private final long images;
  private final long features;
  private final long emitters;

  DenseEmitter(CompileContext context, int index, Op.Dense op) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.dnn = context.dnn();
    this.images = context.batch();
    this.features = context.program().tensors().get(op.input()).elements();
    this.emitters = context.program().tensors().get(op.output()).channels();
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
    View w = context.parameters().declare(op.weight(), rows(emitters, features));
    View bias = context.parameters().declare(op.bias(), context.vector(emitters));
    View y = View.fresh(context.name("output of", index), plain(op.output()));
    context.values().define(op.output(), y);
    Descriptor transposed = columns(features, emitters);
    Descriptor biasRow = rows(1, emitters);
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn, rows(images, features), transposed, Optional.of(biasRow), rows(images, emitters));
    context.add(
        Pass.BOTH,
        context
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, input(Pass.BOTH))
            .read(Argument.WEIGHTS, w.as(transposed))
            .read(Argument.BIAS, bias.as(biasRow))
            .write(Argument.DESTINATION, y.as(rows(images, emitters))));
  }

  @Override
  public void backward() {
    View dy =
        context.reordered(
            context.gradients().of(op.output()), plain(op.output()), Pass.TRAINING, "gradient");
    backwardWeights(dy);
    backwardBias(dy);
    if (context.isDifferentiable(op.input())) {
      backwardInput(dy);
    }
    context.gradients().release(op.output());
  }

  private void backwardWeights(View dy) {
    Descriptor transposed = columns(emitters, images);
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn, transposed, rows(images, features), Optional.empty(), rows(emitters, features));
    context.add(
        Pass.TRAINING,
        context
            .step("backward weights", index, descriptor)
            .read(Argument.SOURCE, dy.as(transposed))
            .read(Argument.WEIGHTS, input(Pass.TRAINING))
            .write(Argument.DESTINATION, context.parameters().gradient(op.weight())));
  }

  private void backwardBias(View dy) {
    View db = context.parameters().gradient(op.bias());
    context.add(
        Pass.TRAINING,
        new LoopStep(
            context.name("backward bias", index),
            List.of(dy.region()),
            List.of(db.region()),
            binding ->
                new BiasGradient(
                        binding.segment(dy),
                        binding.segment(db),
                        Math.toIntExact(images),
                        Math.toIntExact(emitters))
                    ::run));
  }

  private void backwardInput(View dy) {
    View dx = View.fresh("gradient of tensor " + op.input(), plain(op.input()));
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn,
            rows(images, emitters),
            rows(emitters, features),
            Optional.empty(),
            rows(images, features));
    context.add(
        Pass.TRAINING,
        context
            .step("backward data", index, descriptor)
            .read(Argument.SOURCE, dy.as(rows(images, emitters)))
            .read(Argument.WEIGHTS, context.parameters().weights(op.weight()))
            .write(Argument.DESTINATION, dx.as(rows(images, features))));
    context.gradients().contribute(op.input(), dx);
  }

  /** The input as a row-major f32 matrix (N, F). */
  private View input(Pass pass) {
    return context.values().of(op.input(), plain(op.input()), pass).as(rows(images, features));
  }

  private Descriptor plain(int tensor) {
    return context.image(DataType.F32, Layout.PLAIN, tensor);
  }

  private Descriptor rows(long rows, long columns) {
    return dnn.descriptor(DataType.F32, Layout.PLAIN, rows, columns);
  }

  private Descriptor columns(long rows, long columns) {
    return dnn.descriptor(DataType.F32, Layout.TRANSPOSED, rows, columns);
  }
}
