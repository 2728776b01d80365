package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.kernel.VectorApi;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.PlannedStep;
import org.epnas.nativecpu.step.Region;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.epnas.nativecpu.winograd.KernelTransform;
import org.epnas.nativecpu.winograd.WinogradConvolution;
import org.epnas.nativecpu.winograd.WinogradShape;
import org.epnas.nativecpu.winograd.WinogradWeightGradient;

/** A convolution of 3x3 by Winograd's method, forward and backward. */
final class WinogradUnit implements Unit {
  private static final String CODE = "winograd";

  private final Construction construction;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;
  private final WinogradShape shape;

  WinogradUnit(Construction construction, int index, Op.Convolution op) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.weights = new ConvolutionWeights(construction, op);
    this.shape = shape(construction, op);
  }

  /** Whether the method can compute a convolution, and is faster. */
  static boolean supports(Construction construction, Op.Convolution op) {
    return VectorApi.isPresent()
        && op.input() != Program.INPUT
        && WinogradShape.supports(
            op,
            construction.type(),
            construction.activation(op.input()).pixelOrder(),
            construction.activation(op.output()).pixelOrder())
        && shape(construction, op).isFaster(construction.team().threads());
  }

  private static WinogradShape shape(Construction construction, Op.Convolution op) {
    TensorShape x = construction.program().tensors().get(op.input());
    TensorShape y = construction.program().tensors().get(op.output());
    return new WinogradShape(
        construction.batch(), x.channels(), y.channels(), x.height(), x.width());
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
    weights.declare(weights.plain());
    View y =
        View.fresh(construction.name("output of", index), construction.activation(op.output()));
    addKernels(Pass.BOTH, shape, false);
    addConvolution("forward", Pass.BOTH, shape, input(), false, y);
    construction.values().define(op.output(), y);
  }

  private View input() {
    return construction.values().of(op.input(), construction.activation(op.input()), Pass.BOTH);
  }

  @Override
  public void backward() {
    View dy =
        construction.reordered(
            construction.gradients().of(op.output()),
            construction.activation(op.output()),
            Pass.TRAINING,
            "gradient");
    addWeightGradient(dy);
    if (construction.isDifferentiable(op.input())) {
      addDataGradient(dy);
    }
    construction.gradients().release(op.output());
  }

  private void addDataGradient(View dy) {
    Optional<View> sum = construction.gradients().sum(op.input());
    View dx =
        sum.orElseGet(() ->
            View.fresh("gradient of tensor " + op.input(), construction.activation(op.input())));
    addKernels(Pass.TRAINING, shape.turned(), true);
    addConvolution("backward data", Pass.TRAINING, shape.turned(), dy, sum.isPresent(), dx);
    if (sum.isEmpty()) {
      construction.gradients().contribute(op.input(), dx);
    }
  }

  private void addKernels(Pass pass, WinogradShape convolution, boolean turned) {
    View plain = weights.in(weights.plain(), pass);
    construction.add(
        pass,
        new LoopStep(
            construction.name("transform kernels of", index),
            List.of(plain.region()),
            List.of(construction.winograd().kernels()),
            CODE,
            plain.descriptor().bytes(),
            binding ->
                new KernelTransform(
                        convolution,
                        binding.segment(plain),
                        turned,
                        construction.winograd().workspace(),
                        construction.team(),
                        binding.arena())
                    ::run));
  }

  private void addConvolution(
      String action, Pass pass, WinogradShape convolution, View from, boolean adding, View to) {
    Function<Binding, WinogradConvolution> bind =
        binding ->
            new WinogradConvolution(
                convolution,
                construction.slices(),
                binding.segment(from),
                adding,
                binding.segment(to),
                construction.winograd().workspace());
    String name = construction.name(action, index);
    construction.add(
        pass,
        construction.slices().count() < construction.team().threads()
            ? byTile(name, bind, from, adding, to)
            : bySlice(name, bind, from, adding, to));
  }

  private PlannedStep bySlice(
      String name,
      Function<Binding, WinogradConvolution> bind,
      View from,
      boolean adding,
      View to) {
    SlicedLoopStep step =
        new SlicedLoopStep(name, CODE, bind::apply)
            .readsImages(from)
            .needs(construction.winograd().kernels(), weights.plain().bytes())
            .writesImages(to);
    return adding ? step.readsImages(to) : step;
  }

  /** For few images, one for example, whose latency is measured. */
  private PlannedStep byTile(
      String name,
      Function<Binding, WinogradConvolution> bind,
      View from,
      boolean adding,
      View to) {
    List<Region> reads = new ArrayList<>(List.of(from.region(), construction.winograd().kernels()));
    if (adding) {
      reads.add(to.region());
    }
    long bytes = from.descriptor().bytes() + weights.plain().bytes() + to.descriptor().bytes();
    return new LoopStep(
        name,
        reads,
        List.of(to.region()),
        CODE,
        bytes,
        binding -> construction.team().loop(binding.arena(), bind.apply(binding)::runPart)::run);
  }

  private void addWeightGradient(View dy) {
    View x = input();
    View dw = weights.gradient();
    construction.add(
        Pass.TRAINING,
        LoopStep.of(
            construction.name("backward weights", index),
            List.of(x, dy),
            List.of(dw),
            CODE,
            binding ->
                new WinogradWeightGradient(
                        shape,
                        binding.segment(x),
                        binding.segment(dy),
                        binding.segment(dw),
                        construction.winograd().workspace(),
                        construction.team(),
                        binding.arena())
                    ::run));
  }
}
