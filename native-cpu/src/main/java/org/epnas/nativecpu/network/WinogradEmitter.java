package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.PlannedStep;
import org.epnas.nativecpu.step.Region;
import org.epnas.nativecpu.step.SlicedLoopStep;
import org.epnas.nativecpu.step.View;
import org.epnas.nativecpu.winograd.KernelTransform;
import org.epnas.nativecpu.winograd.WinogradConvolution;
import org.epnas.nativecpu.winograd.WinogradShape;
import org.epnas.nativecpu.winograd.WinogradWeightGradient;
import org.epnas.simd.VectorApi;
import org.epnas.training.plan.Pass;

/** A convolution of 3x3 by Winograd's method, forward and backward. */
final class WinogradEmitter implements Emitter {
  private static final String CODE = "winograd";

  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final ConvolutionWeights weights;
  private final WinogradShape shape;

  WinogradEmitter(CompileContext context, int index, Op.Convolution op) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.weights = new ConvolutionWeights(context, op);
    this.shape = shape(context, op);
  }

  /** Whether the method can compute a convolution, and is faster. */
  static boolean supports(CompileContext context, Op.Convolution op) {
    return VectorApi.isOn()
        && op.input() != Program.INPUT
        && WinogradShape.supports(
            op,
            context.type(),
            context.activation(op.input()).pixelOrder(),
            context.activation(op.output()).pixelOrder())
        && shape(context, op).isFaster(context.team().threads());
  }

  private static WinogradShape shape(CompileContext context, Op.Convolution op) {
    TensorShape x = context.program().tensors().get(op.input());
    TensorShape y = context.program().tensors().get(op.output());
    return new WinogradShape(context.batch(), x.channels(), y.channels(), x.height(), x.width());
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
    View y = View.fresh(context.name("output of", index), context.activation(op.output()));
    addKernels(Pass.BOTH, shape, false);
    addConvolution("forward", Pass.BOTH, shape, input(), false, y);
    context.values().define(op.output(), y);
  }

  private View input() {
    return context.values().of(op.input(), context.activation(op.input()), Pass.BOTH);
  }

  @Override
  public void backward() {
    View dy =
        context.reordered(
            context.gradients().of(op.output()),
            context.activation(op.output()),
            Pass.TRAINING,
            "gradient");
    addWeightGradient(dy);
    if (context.isDifferentiable(op.input())) {
      addDataGradient(dy);
    }
    context.gradients().release(op.output());
  }

  private void addDataGradient(View dy) {
    Optional<View> sum = context.gradients().sum(op.input());
    View dx =
        sum.orElseGet(
            () -> View.fresh("gradient of tensor " + op.input(), context.activation(op.input())));
    addKernels(Pass.TRAINING, shape.turned(), true);
    addConvolution("backward data", Pass.TRAINING, shape.turned(), dy, sum.isPresent(), dx);
    if (sum.isEmpty()) {
      context.gradients().contribute(op.input(), dx);
    }
  }

  private void addKernels(Pass pass, WinogradShape convolution, boolean turned) {
    View plain = weights.in(weights.plain(), pass);
    context.add(
        pass,
        new LoopStep(
            context.name("transform kernels of", index),
            List.of(plain.region()),
            List.of(context.winograd().kernels()),
            CODE,
            plain.descriptor().bytes(),
            binding ->
                new KernelTransform(
                        convolution,
                        binding.segment(plain),
                        turned,
                        context.winograd().workspace(),
                        context.team(),
                        binding.arena())
                    ::run));
  }

  private void addConvolution(
      String action, Pass pass, WinogradShape convolution, View from, boolean adding, View to) {
    Function<Binding, WinogradConvolution> bind =
        binding ->
            new WinogradConvolution(
                convolution,
                context.slices(),
                binding.segment(from),
                adding,
                binding.segment(to),
                context.winograd().workspace());
    String name = context.name(action, index);
    context.add(
        pass,
        context.slices().count() < context.team().threads()
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
            .needs(context.winograd().kernels(), weights.plain().bytes())
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
    List<Region> reads = new ArrayList<>(List.of(from.region(), context.winograd().kernels()));
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
        binding -> context.team().loop(binding.arena(), bind.apply(binding)::runPart)::run);
  }

  private void addWeightGradient(View dy) {
    View x = input();
    View dw = weights.gradient();
    context.add(
        Pass.TRAINING,
        LoopStep.of(
            context.name("backward weights", index),
            List.of(x, dy),
            List.of(dw),
            CODE,
            binding ->
                new WinogradWeightGradient(
                        shape,
                        binding.segment(x),
                        binding.segment(dy),
                        binding.segment(dw),
                        context.winograd().workspace(),
                        context.team(),
                        binding.arena())
                    ::run));
  }
}
