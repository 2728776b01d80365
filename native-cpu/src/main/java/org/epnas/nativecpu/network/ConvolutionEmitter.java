package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Convolution;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.jspecify.annotations.Nullable;

/** A convolution, grouped and depthwise ones included. */
final class ConvolutionEmitter implements Emitter {
  /** Layouts to ask for, of the input and of the output. */
  private record Layouts(Descriptor x, Descriptor y) {}

  private final CompileContext context;
  private final int index;
  private final Op.Convolution op;
  private final Convolution convolution;
  private final ConvolutionWeights weights;
  private @Nullable PrimitiveDescriptor forward;
  private @Nullable View x;

  ConvolutionEmitter(CompileContext context, int index, Op.Convolution op) {
    this.context = context;
    this.index = index;
    this.op = op;
    this.convolution = new Convolution(op.stride(), op.padding(), op.dilation());
    this.weights = new ConvolutionWeights(context, op);
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
    PrimitiveDescriptor chosen = chooseForward();
    weights.declare(chosen.weights());
    View source = context.values().of(op.input(), chosen.source(), Pass.BOTH);
    View y = View.fresh(context.name("output of", index), chosen.destination());
    context.add(
        Pass.BOTH,
        context
            .step("forward", index, chosen)
            .read(Argument.SOURCE, source)
            .read(Argument.WEIGHTS, weights.in(chosen.weights(), Pass.BOTH))
            .write(Argument.DESTINATION, y),
        () ->
            convolution.forward(
                context.dnn(),
                slice(chosen.source()),
                chosen.weights(),
                slice(chosen.destination())));
    Descriptor wanted = context.activation(op.output());
    context.values().define(op.output(), context.reordered(y, wanted, Pass.BOTH, "output"));
    forward = chosen;
    x = source;
  }

  private Descriptor slice(Descriptor whole) {
    return context.forms().slice(whole);
  }

  private PrimitiveDescriptor chooseForward() {
    OneDnn dnn = context.dnn();
    Descriptor any = weights.any(context.type());
    Descriptor given = context.values().of(op.input()).descriptor();
    return first(
        layouts(given).stream()
            .<Supplier<Optional<PrimitiveDescriptor>>>map(
                l -> () -> convolution.forward(dnn, l.x(), any, l.y()))
            .toList());
  }

  /**
   * In order of preference: nothing to reorder, the program's layout, oneDNN's own choice, channels
   * last, row-major (for which oneDNN has matrix products where it has nothing better).
   */
  private List<Layouts> layouts(Descriptor givenX) {
    Descriptor y = context.activation(op.output());
    return List.of(
        new Layouts(givenX, y),
        new Layouts(context.activation(op.input()), y),
        new Layouts(in(Layout.ANY, op.input()), in(Layout.ANY, op.output())),
        new Layouts(in(Layout.CHANNELS_LAST, op.input()), in(Layout.CHANNELS_LAST, op.output())),
        new Layouts(in(Layout.PLAIN, op.input()), in(Layout.PLAIN, op.output())));
  }

  private Descriptor in(Layout layout, int tensor) {
    return context.image(context.type(), layout, tensor);
  }

  @Override
  public void backward() {
    View dy = context.gradients().of(op.output());
    backwardWeights(dy);
    if (context.isDifferentiable(op.input())) {
      backwardData(dy);
    }
    context.gradients().release(op.output());
  }

  private void backwardWeights(View dy) {
    DepthwiseGradient own = new DepthwiseGradient(context, index, op);
    View given = context.values().of(op.input());
    if (own.isFastest(given, dy)) {
      own.add(given, dy, weights);
      return;
    }
    PrimitiveDescriptor chosen = chooseBackwardWeights();
    if (!chosen.isDepthwise() && own.supports(given, dy)) {
      own.add(given, dy, weights);
      return;
    }
    DilatedGradient dilated = new DilatedGradient(context, index, op, weights);
    Optional<PrimitiveDescriptor> dense = chosen.isSlow() ? dilated.forWeights() : Optional.empty();
    if (dense.isPresent()) {
      dilated.addWeights(dense.get(), dy);
      weights.clearTapsOutsideImage(index);
      return;
    }
    View gradient = weights.gradient();
    boolean direct = chosen.weightsGradient().matches(gradient.descriptor());
    View dw = direct ? gradient : View.fresh(weights.name(), chosen.weightsGradient());
    context.add(
        Pass.TRAINING,
        context
            .step("backward weights", index, chosen)
            .read(Argument.SOURCE, context.values().of(op.input(), chosen.source(), Pass.TRAINING))
            .read(
                Argument.DESTINATION_GRADIENT,
                context.reordered(dy, chosen.destinationGradient(), Pass.TRAINING, "gradient"))
            .write(Argument.WEIGHTS_GRADIENT, dw),
        () ->
            convolution.backwardWeights(
                context.dnn(),
                slice(chosen.source()),
                chosen.weightsGradient(),
                slice(chosen.destinationGradient()),
                required(forward)));
    if (!direct) {
      context.reorder(dw, gradient, Pass.TRAINING, weights.name());
    }
    weights.clearTapsOutsideImage(index);
  }

  private PrimitiveDescriptor chooseBackwardWeights() {
    OneDnn dnn = context.dnn();
    PrimitiveDescriptor hint = required(forward);
    Descriptor master = weights.gradient().descriptor();
    Descriptor any = weights.any(DataType.F32);
    List<Supplier<Optional<PrimitiveDescriptor>>> candidates = new ArrayList<>();
    for (Layouts l : layouts(required(x).descriptor())) {
      candidates.add(() -> convolution.backwardWeights(dnn, l.x(), master, l.y(), hint));
      candidates.add(() -> convolution.backwardWeights(dnn, l.x(), any, l.y(), hint));
    }
    return first(candidates);
  }

  private void backwardData(View dy) {
    DepthwiseDataGradient turned = new DepthwiseDataGradient(context, index, op, weights);
    Optional<View> sum = context.gradients().sum(op.input());
    Optional<PrimitiveDescriptor> asForward =
        turned.find(dy, context.values().of(op.input()).descriptor(), sum.isPresent());
    if (asForward.isPresent()) {
      turned.add(asForward.get(), dy, sum);
      return;
    }
    StridedDataGradient strided = new StridedDataGradient(context, index, op, weights);
    if (strided.supports(dy)) {
      strided.add(dy, sum);
      return;
    }
    OneDnn dnn = context.dnn();
    PrimitiveDescriptor hint = required(forward);
    Descriptor any = weights.any(context.type());
    PrimitiveDescriptor chosen =
        first(
            layouts(context.values().of(op.input()).descriptor()).stream()
                .<Supplier<Optional<PrimitiveDescriptor>>>map(
                    l -> () -> convolution.backwardData(dnn, l.x(), any, l.y(), hint))
                .toList());
    DilatedGradient dilated = new DilatedGradient(context, index, op, weights);
    Optional<PrimitiveDescriptor> dense = chosen.isSlow() ? dilated.forData() : Optional.empty();
    if (dense.isPresent()) {
      context.gradients().contribute(op.input(), dilated.addData(dense.get(), dy));
      return;
    }
    View dx = View.fresh("gradient of tensor " + op.input(), chosen.sourceGradient());
    context.add(
        Pass.TRAINING,
        context
            .step("backward data", index, chosen)
            .read(
                Argument.DESTINATION_GRADIENT,
                context.reordered(dy, chosen.destinationGradient(), Pass.TRAINING, "gradient"))
            .read(Argument.WEIGHTS, weights.in(chosen.weights(), Pass.TRAINING))
            .write(Argument.SOURCE_GRADIENT, dx),
        () ->
            convolution.backwardData(
                dnn,
                slice(chosen.sourceGradient()),
                chosen.weights(),
                slice(chosen.destinationGradient()),
                hint));
    context.gradients().contribute(op.input(), dx);
  }

  private static PrimitiveDescriptor first(
      List<Supplier<Optional<PrimitiveDescriptor>>> candidates) {
    return Choice.firstFast(candidates)
        .orElseThrow(() -> OneDnnException.unimplemented("convolution"));
  }

  private static <T> T required(@Nullable T fromForward) {
    if (fromForward == null) {
      throw new IllegalStateException("backward before forward");
    }
    return fromForward;
  }
}
