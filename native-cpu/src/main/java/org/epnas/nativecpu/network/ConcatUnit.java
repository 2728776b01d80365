package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Concatenation;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/**
 * Channels of tensors one after another. In a blocked layout this works only where every part
 * begins on a block of channels; otherwise the parts go through the channels-last layout.
 */
final class ConcatUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.Concat op;

  ConcatUnit(Construction construction, int index, Op.Concat op) {
    this.construction = construction;
    this.index = index;
    this.op = op;
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
    Descriptor activation = construction.activation(op.output());
    Layout layout = fits(activation) ? construction.layout() : Layout.CHANNELS_LAST;
    Descriptor whole = in(layout, op.output());
    List<View> parts = new ArrayList<>();
    for (int input : op.inputs()) {
      parts.add(construction.values().of(input, in(layout, input), Pass.BOTH));
    }
    PrimitiveDescriptor descriptor =
        Concatenation.of(construction.dnn(), parts.stream().map(View::descriptor).toList(), whole);
    View y = View.fresh(construction.name("output of", index), whole);
    PrimitiveStep step = construction.step("forward", index, descriptor);
    for (int i = 0; i < parts.size(); i++) {
      step.read(Argument.source(i), parts.get(i));
    }
    SliceForms forms = construction.forms();
    construction.add(
        Pass.BOTH,
        step.write(Argument.DESTINATION, y),
        () ->
            Optional.of(
                Concatenation.of(
                    construction.dnn(),
                    parts.stream().map(part -> forms.slice(part.descriptor())).toList(),
                    forms.slice(whole))));
    construction
        .values()
        .define(op.output(), construction.reordered(y, activation, Pass.BOTH, "output"));
  }

  @Override
  public void backward() {
    View dy = construction.gradients().of(op.output());
    Descriptor whole =
        fits(dy.descriptor()) ? dy.descriptor() : in(Layout.CHANNELS_LAST, op.output());
    View source = construction.reordered(dy, whole, Pass.TRAINING, "gradient");
    long channel = 0;
    for (int input : op.inputs()) {
      if (construction.isDifferentiable(input)) {
        Descriptor part = part(whole, input, channel).orElseThrow();
        View dx = construction.gradients().fresh(input);
        construction.reorderImages(source.as(part), dx, Pass.TRAINING, "part of gradient");
        construction.gradients().contribute(input, dx);
      }
      channel += channels(input);
    }
    construction.gradients().release(op.output());
  }

  private boolean fits(Descriptor whole) {
    long channel = 0;
    for (int input : op.inputs()) {
      if (part(whole, input, channel).isEmpty()) {
        return false;
      }
      channel += channels(input);
    }
    return true;
  }

  /** The channels of one input inside the whole. */
  private Optional<Descriptor> part(Descriptor whole, int input, long channel) {
    long[] dimensions = in(construction.layout(), input).dimensions();
    return construction.dnn().box(whole, dimensions, new long[] {0, channel, 0, 0});
  }

  private long channels(int tensor) {
    return construction.program().tensors().get(tensor).channels();
  }

  private Descriptor in(Layout layout, int tensor) {
    return construction.image(construction.type(), layout, tensor);
  }
}
