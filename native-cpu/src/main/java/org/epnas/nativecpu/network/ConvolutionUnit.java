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
final class ConvolutionUnit implements Unit {
  /** Layouts to ask for, of the input and of the output. */
  private record Layouts(Descriptor x, Descriptor y) {}

  private final Construction construction;
  private final int index;
  private final Op.Convolution op;
  private final Convolution convolution;
  private final ConvolutionWeights weights;
  private @Nullable PrimitiveDescriptor forward;
  private @Nullable View x;

  ConvolutionUnit(Construction construction, int index, Op.Convolution op) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.convolution = new Convolution(op.stride(), op.padding(), op.dilation());
    this.weights = new ConvolutionWeights(construction, op);
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
    View source = construction.values().of(op.input(), chosen.source(), Pass.BOTH);
    View y = View.fresh(construction.name("output of", index), chosen.destination());
    construction.add(
        Pass.BOTH,
        construction
            .step("forward", index, chosen)
            .read(Argument.SOURCE, source)
            .read(Argument.WEIGHTS, weights.in(chosen.weights(), Pass.BOTH))
            .write(Argument.DESTINATION, y),
        () ->
            convolution.forward(
                construction.dnn(),
                slice(chosen.source()),
                chosen.weights(),
                slice(chosen.destination())));
    Descriptor wanted = construction.activation(op.output());
    construction
        .values()
        .define(op.output(), construction.reordered(y, wanted, Pass.BOTH, "output"));
    forward = chosen;
    x = source;
  }

  private Descriptor slice(Descriptor whole) {
    return construction.forms().slice(whole);
  }

  private PrimitiveDescriptor chooseForward() {
    OneDnn dnn = construction.dnn();
    Descriptor any = weights.any(construction.type());
    Descriptor given = construction.values().of(op.input()).descriptor();
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
    Descriptor y = construction.activation(op.output());
    return List.of(
        new Layouts(givenX, y),
        new Layouts(construction.activation(op.input()), y),
        new Layouts(in(Layout.ANY, op.input()), in(Layout.ANY, op.output())),
        new Layouts(in(Layout.CHANNELS_LAST, op.input()), in(Layout.CHANNELS_LAST, op.output())),
        new Layouts(in(Layout.PLAIN, op.input()), in(Layout.PLAIN, op.output())));
  }

  private Descriptor in(Layout layout, int tensor) {
    return construction.image(construction.type(), layout, tensor);
  }

  @Override
  public void backward() {
    View dy = construction.gradients().of(op.output());
    backwardWeights(dy);
    if (construction.isDifferentiable(op.input())) {
      backwardData(dy);
    }
    construction.gradients().release(op.output());
  }

  private void backwardWeights(View dy) {
    DepthwiseGradient own = new DepthwiseGradient(construction, index, op);
    View given = construction.values().of(op.input());
    if (own.isFastest(given, dy)) {
      own.add(given, dy, weights);
      return;
    }
    PrimitiveDescriptor chosen = chooseBackwardWeights();
    if (!chosen.isDepthwise() && own.supports(given, dy)) {
      own.add(given, dy, weights);
      return;
    }
    DilatedGradient dilated = new DilatedGradient(construction, index, op, weights);
    Optional<PrimitiveDescriptor> dense = chosen.isSlow() ? dilated.forWeights() : Optional.empty();
    if (dense.isPresent()) {
      dilated.addWeights(dense.get(), dy);
      weights.clearUnmetTaps(index);
      return;
    }
    View gradient = weights.gradient();
    boolean direct = chosen.weightsGradient().matches(gradient.descriptor());
    View dw = direct ? gradient : View.fresh(weights.name(), chosen.weightsGradient());
    construction.add(
        Pass.TRAINING,
        construction
            .step("backward weights", index, chosen)
            .read(
                Argument.SOURCE,
                construction.values().of(op.input(), chosen.source(), Pass.TRAINING))
            .read(
                Argument.DESTINATION_GRADIENT,
                construction.reordered(dy, chosen.destinationGradient(), Pass.TRAINING, "gradient"))
            .write(Argument.WEIGHTS_GRADIENT, dw),
        () ->
            convolution.backwardWeights(
                construction.dnn(),
                slice(chosen.source()),
                chosen.weightsGradient(),
                slice(chosen.destinationGradient()),
                required(forward)));
    if (!direct) {
      construction.reorder(dw, gradient, Pass.TRAINING, weights.name());
    }
    weights.clearUnmetTaps(index);
  }

  private PrimitiveDescriptor chooseBackwardWeights() {
    OneDnn dnn = construction.dnn();
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
    DepthwiseDataGradient turned = new DepthwiseDataGradient(construction, index, op, weights);
    Optional<View> sum = construction.gradients().sum(op.input());
    Optional<PrimitiveDescriptor> asForward =
        turned.find(dy, construction.values().of(op.input()).descriptor(), sum.isPresent());
    if (asForward.isPresent()) {
      turned.add(asForward.get(), dy, sum);
      return;
    }
    StridedDataGradient strided = new StridedDataGradient(construction, index, op, weights);
    if (strided.supports(dy)) {
      strided.add(dy, sum);
      return;
    }
    OneDnn dnn = construction.dnn();
    PrimitiveDescriptor hint = required(forward);
    Descriptor any = weights.any(construction.type());
    PrimitiveDescriptor chosen =
        first(
            layouts(construction.values().of(op.input()).descriptor()).stream()
                .<Supplier<Optional<PrimitiveDescriptor>>>map(
                    l -> () -> convolution.backwardData(dnn, l.x(), any, l.y(), hint))
                .toList());
    DilatedGradient dilated = new DilatedGradient(construction, index, op, weights);
    Optional<PrimitiveDescriptor> dense = chosen.isSlow() ? dilated.forData() : Optional.empty();
    if (dense.isPresent()) {
      construction.gradients().contribute(op.input(), dilated.addData(dense.get(), dy));
      return;
    }
    View dx = View.fresh("gradient of tensor " + op.input(), chosen.sourceGradient());
    construction.add(
        Pass.TRAINING,
        construction
            .step("backward data", index, chosen)
            .read(
                Argument.DESTINATION_GRADIENT,
                construction.reordered(dy, chosen.destinationGradient(), Pass.TRAINING, "gradient"))
            .read(Argument.WEIGHTS, weights.in(chosen.weights(), Pass.TRAINING))
            .write(Argument.SOURCE_GRADIENT, dx),
        () ->
            convolution.backwardData(
                dnn,
                slice(chosen.sourceGradient()),
                chosen.weights(),
                slice(chosen.destinationGradient()),
                hint));
    construction.gradients().contribute(op.input(), dx);
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
