package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.BiasGradient;
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
 * A fully connected layer, always in f32. With N images, F features and U units:
 *
 * <pre>
 *   y  (N, U) = x (N, F) w^T + b      w (U, F)
 *   dw (U, F) = dy^T x                db = sum of the rows of dy
 *   dx (N, F) = dy w
 * </pre>
 */
final class DenseUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.Dense op;
  private final OneDnn dnn;
  private final long images;
  private final long features;
  private final long units;

  DenseUnit(Construction construction, int index, Op.Dense op) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.dnn = construction.dnn();
    this.images = construction.batch();
    this.features = construction.program().tensors().get(op.input()).elements();
    this.units = construction.program().tensors().get(op.output()).channels();
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
    View w = construction.parameters().declare(op.weight(), rows(units, features));
    View bias = construction.parameters().declare(op.bias(), construction.vector(units));
    View y = View.fresh(construction.name("output of", index), plain(op.output()));
    construction.values().define(op.output(), y);
    Descriptor transposed = columns(features, units);
    Descriptor biasRow = rows(1, units);
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn, rows(images, features), transposed, Optional.of(biasRow), rows(images, units));
    construction.add(
        Pass.BOTH,
        construction
            .step("forward", index, descriptor)
            .read(Argument.SOURCE, input(Pass.BOTH))
            .read(Argument.WEIGHTS, w.as(transposed))
            .read(Argument.BIAS, bias.as(biasRow))
            .write(Argument.DESTINATION, y.as(rows(images, units))));
  }

  @Override
  public void backward() {
    View dy =
        construction.reordered(
            construction.gradients().of(op.output()),
            plain(op.output()),
            Pass.TRAINING,
            "gradient");
    backwardWeights(dy);
    backwardBias(dy);
    if (construction.isDifferentiable(op.input())) {
      backwardInput(dy);
    }
    construction.gradients().release(op.output());
  }

  private void backwardWeights(View dy) {
    Descriptor transposed = columns(units, images);
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn, transposed, rows(images, features), Optional.empty(), rows(units, features));
    construction.add(
        Pass.TRAINING,
        construction
            .step("backward weights", index, descriptor)
            .read(Argument.SOURCE, dy.as(transposed))
            .read(Argument.WEIGHTS, input(Pass.TRAINING))
            .write(Argument.DESTINATION, construction.parameters().gradient(op.weight())));
  }

  private void backwardBias(View dy) {
    View db = construction.parameters().gradient(op.bias());
    construction.add(
        Pass.TRAINING,
        new LoopStep(
            construction.name("backward bias", index),
            List.of(dy.region()),
            List.of(db.region()),
            binding ->
                new BiasGradient(
                        binding.segment(dy),
                        binding.segment(db),
                        Math.toIntExact(images),
                        Math.toIntExact(units))
                    ::run));
  }

  private void backwardInput(View dy) {
    View dx = View.fresh("gradient of tensor " + op.input(), plain(op.input()));
    PrimitiveDescriptor descriptor =
        MatrixProduct.of(
            dnn,
            rows(images, units),
            rows(units, features),
            Optional.empty(),
            rows(images, features));
    construction.add(
        Pass.TRAINING,
        construction
            .step("backward data", index, descriptor)
            .read(Argument.SOURCE, dy.as(rows(images, units)))
            .read(Argument.WEIGHTS, construction.parameters().weights(op.weight()))
            .write(Argument.DESTINATION, dx.as(rows(images, features))));
    construction.gradients().contribute(op.input(), dx);
  }

  /** The input as a row-major f32 matrix (N, F). */
  private View input(Pass pass) {
    return construction.values().of(op.input(), plain(op.input()), pass).as(rows(images, features));
  }

  private Descriptor plain(int tensor) {
    return construction.image(DataType.F32, Layout.PLAIN, tensor);
  }

  private Descriptor rows(long rows, long columns) {
    return dnn.descriptor(DataType.F32, Layout.PLAIN, rows, columns);
  }

  private Descriptor columns(long rows, long columns) {
    return dnn.descriptor(DataType.F32, Layout.TRANSPOSED, rows, columns);
  }
}
