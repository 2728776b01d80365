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
record ConcatUnit(Construction construction, int op, Op.Concat concat) implements Unit {
  private static final String FILE = "channels";
  private static final String COPY = "copy_channels";

  @Override
  public int output() {
    return concat.output();
  }

  @Override
  public void forward() {
    List<Buffer> inputs = concat.inputs().stream().map(construction.values()::of).toList();
    Buffer y = construction.values().of(concat.output());
    Kernel kernel = construction.launcher().laidOut(FILE, COPY);
    construction
        .steps()
        .add(
            Pass.BOTH,
            construction.name("forward", op),
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
          construction.launcher().stream(),
          Geometry.flat(construction.values().elements(tensor)),
          new KernelArguments()
              .pointer(inputs.get(i).address())
              .pointer(y.address())
              .i32(0, channels, 0, channels(concat.output()), first)
              .i32(channels, area(), construction.values().elements(tensor)));
      first += channels;
    }
  }

  @Override
  public void backward() {
    Buffer dy = construction.gradients().of(concat.output());
    Kernel kernel = construction.launcher().laidOut(FILE, COPY);
    int first = 0;
    for (int i = 0; i < concat.inputs().size(); i++) {
      int input = concat.inputs().get(i);
      if (construction.gradients().isNeeded(input)) {
        addBackward(kernel, dy, i, first);
      }
      first += channels(input);
    }
  }

  private void addBackward(Kernel kernel, Buffer dy, int position, int first) {
    int input = concat.inputs().get(position);
    Contribution dx = construction.gradients().contribution(op, position);
    int size = construction.values().elements(input);
    construction.add(
        Pass.TRAINING,
        construction.name("backward", op),
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
    return construction.shape(tensor).channels();
  }

  private int area() {
    return construction.area(concat.output());
  }
}
