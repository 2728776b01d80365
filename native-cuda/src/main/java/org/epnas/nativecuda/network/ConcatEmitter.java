package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Channels of tensors one after another (channels.cu). */
record ConcatEmitter(CompileContext context, int op, Op.Concat concat) implements Emitter {
  private static final String FILE = "channels";
  private static final String COPY = "copy_channels";

  @Override
  public int output() {
    return concat.output();
  }

  @Override
  public void forward() {
    List<Buffer> inputs = concat.inputs().stream().map(context.values()::of).toList();
    Buffer y = context.values().of(concat.output());
    Kernel kernel = context.launcher().laidOut(FILE, COPY);
    context
        .steps()
        .add(
            Pass.BOTH,
            context.name("forward", op),
            inputs,
            List.of(y),
            () -> launchAll(kernel, inputs, y));
  }

  private void launchAll(Kernel kernel, List<Buffer> inputs, Buffer y) {
    int first = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int tensor = concat.inputs().get(i);
      int channels = channels(tensor);
      kernel.launch(
          context.launcher().stream(),
          Geometry.flat(context.values().elements(tensor)),
          new KernelArguments()
              .pointer(inputs.get(i).address())
              .pointer(y.address())
              .i32(0, channels, 0, channels(concat.output()), first)
              .i32(channels, area(), context.values().elements(tensor)));
      first += channels;
    }
  }

  @Override
  public void backward() {
    Buffer dy = context.gradients().of(concat.output());
    Kernel kernel = context.launcher().laidOut(FILE, COPY);
    int first = 0;
    for (int i = 0; i < concat.inputs().size(); i++) {
      int input = concat.inputs().get(i);
      if (context.gradients().isNeeded(input)) {
        addBackward(kernel, dy, i, first);
      }
      first += channels(input);
    }
  }

  private void addBackward(Kernel kernel, Buffer dy, int position, int first) {
    int input = concat.inputs().get(position);
    Contribution dx = context.gradients().contribution(op, position);
    int size = context.values().elements(input);
    context.add(
        Pass.TRAINING,
        context.name("backward", op),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        kernel,
        Geometry.flat(size),
        () ->
            new KernelArguments()
                .pointer(dy.address())
                .pointer(dx.buffer().address())
                .i32(dx.flag(), channels(concat.output()), first, channels(input), 0)
                .i32(channels(input), area(), size));
  }

  private int channels(int tensor) {
    return context.shape(tensor).channels();
  }

  private int area() {
    return context.area(concat.output());
  }
}
