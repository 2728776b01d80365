package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.View;
import org.epnas.nativecpu.step.When;
import org.epnas.nativecpu.winograd.WinogradConvolution;
import org.epnas.nativecpu.winograd.WinogradConvolution.Mode;
import org.epnas.nativecpu.winograd.WinogradShape;
import org.epnas.nativecpu.winograd.WinogradWeightGradient;

/** A convolution of 3x3 by Winograd's method, forward and backward. */
final class WinogradUnit implements Unit {
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
    return op.input() != Program.INPUT
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
    addConvolution("forward", When.ALWAYS, shape, input(), Mode.FORWARD, y);
    construction.values().define(op.output(), y);
  }

  private View input() {
    return construction.values().of(op.input(), construction.activation(op.input()), When.ALWAYS);
  }

  @Override
  public void backward() {
    View dy =
        construction.reordered(
            construction.gradients().of(op.output()),
            construction.activation(op.output()),
            When.TRAINING,
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
    Mode mode = new Mode(true, sum.isPresent());
    addConvolution("backward data", When.TRAINING, shape.turned(), dy, mode, dx);
    if (sum.isEmpty()) {
      construction.gradients().contribute(op.input(), dx);
    }
  }

  private void addConvolution(
      String pass, When when, WinogradShape convolution, View from, Mode mode, View to) {
    View kernels = weights.in(weights.plain(), when);
    add(
        pass,
        when,
        mode.adding() ? List.of(from, kernels, to) : List.of(from, kernels),
        to,
        binding ->
            new WinogradConvolution(
                    convolution,
                    binding.segment(from),
                    binding.segment(kernels),
                    mode,
                    binding.segment(to),
                    construction.workspace(),
                    construction.team(),
                    binding.arena())
                ::run);
  }

  private void addWeightGradient(View dy) {
    View x = input();
    View dw = weights.gradient();
    add(
        "backward weights",
        When.TRAINING,
        List.of(x, dy),
        dw,
        binding ->
            new WinogradWeightGradient(
                    shape,
                    binding.segment(x),
                    binding.segment(dy),
                    binding.segment(dw),
                    construction.workspace(),
                    construction.team(),
                    binding.arena())
                ::run);
  }

  private void add(
      String pass, When when, List<View> reads, View write, Function<Binding, Step> step) {
    String name = construction.name(pass, index);
    construction.add(when, LoopStep.of(name, reads, List.of(write), "winograd", step));
  }
}
