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
final class ConcatEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Concat op;

  ConcatEmitter(CompileContext context, int index, Op.Concat op) {
    this.context = context;
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
    Descriptor activation = context.activation(op.output());
    Layout layout = fits(activation) ? context.layout() : Layout.CHANNELS_LAST;
    Descriptor whole = in(layout, op.output());
    List<View> parts = new ArrayList<>();
    for (int input : op.inputs()) {
      parts.add(context.values().of(input, in(layout, input), Pass.BOTH));
    }
    PrimitiveDescriptor descriptor =
        Concatenation.of(context.dnn(), parts.stream().map(View::descriptor).toList(), whole);
    View y = View.fresh(context.name("output of", index), whole);
    PrimitiveStep step = context.step("forward", index, descriptor);
    for (int i = 0; i < parts.size(); i++) {
      step.read(Argument.source(i), parts.get(i));
    }
    SliceForms forms = context.forms();
    context.add(
        Pass.BOTH,
        step.write(Argument.DESTINATION, y),
        () ->
            Optional.of(
                Concatenation.of(
                    context.dnn(),
                    parts.stream().map(part -> forms.slice(part.descriptor())).toList(),
                    forms.slice(whole))));
    context.values().define(op.output(), context.reordered(y, activation, Pass.BOTH, "output"));
  }

  @Override
  public void backward() {
    View dy = context.gradients().of(op.output());
    Descriptor whole =
        fits(dy.descriptor()) ? dy.descriptor() : in(Layout.CHANNELS_LAST, op.output());
    View source = context.reordered(dy, whole, Pass.TRAINING, "gradient");
    long channel = 0;
    for (int input : op.inputs()) {
      if (context.isDifferentiable(input)) {
        Descriptor part = part(whole, input, channel).orElseThrow();
        View dx = context.gradients().fresh(input);
        context.reorderImages(source.as(part), dx, Pass.TRAINING, "part of gradient");
        context.gradients().contribute(input, dx);
      }
      channel += channels(input);
    }
    context.gradients().release(op.output());
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
    long[] dimensions = in(context.layout(), input).dimensions();
    return context.dnn().box(whole, dimensions, new long[] {0, channel, 0, 0});
  }

  private long channels(int tensor) {
    return context.program().tensors().get(tensor).channels();
  }

  private Descriptor in(Layout layout, int tensor) {
    return context.image(context.type(), layout, tensor);
  }
}
