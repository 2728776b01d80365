package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Pass;

/**
 * Batch normalisation with the addition and the activation after it, in one pass over memory
 * (batch_norm.cu, batch_norm_sums.cu).
 */
final class NormEmitter implements Emitter {
  private static final String NORM = "batch_norm";
  private static final String SUMS = "batch_norm_sums";

  private final CompileContext context;
  private final Group group;
  private final Op.BatchNorm norm;
  private final int channels;
  private final int area;
  private final int size;
  private final ChannelSums sums;
  private final Buffer x;
  private final Buffer y;
  private final Optional<Buffer> addend;
  private final Buffer mean;
  private final Buffer inverseDeviation;

  NormEmitter(CompileContext context, Group group, Op.BatchNorm norm) {
    this.context = context;
    this.group = group;
    this.norm = norm;
    int input = norm.input();
    this.channels = context.shape(input).channels();
    this.area = context.area(input);
    this.size = context.values().elements(input);
    this.sums = ChannelSums.of(context.format(), channels, size / channels, 1);
    this.x = context.values().of(input);
    this.y = context.values().of(group.output());
    this.addend =
        group.addend().isPresent()
            ? Optional.of(context.values().of(group.addend().getAsInt()))
            : Optional.empty();
    this.mean = context.scratch("mean", channels);
    this.inverseDeviation = context.scratch("inverse deviation", channels);
  }

  @Override
  public int op() {
    return group.first();
  }

  @Override
  public int output() {
    return group.output();
  }

  @Override
  public void forward() {
    if (context.batch() > 1) {
      addStatistics();
    }
    addInference();
  }

  private void addStatistics() {
    Buffer partial = context.scratch("partial sums", 2L * sums.parts() * channels);
    Kernel moments = context.launcher().laidOut(SUMS, "batch_norm_moments");
    Kernel statistics = context.launcher().kernel(SUMS, "batch_norm_statistics");
    Kernel forward = context.launcher().laidOut(NORM, "batch_norm_forward");
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("forward", group.first()),
            inputs(),
            List.of(partial, mean, inverseDeviation, y),
            () -> {
              launch(
                  moments,
                  sums.geometry(),
                  new KernelArguments()
                      .pointer(x.address())
                      .pointer(partial.address())
                      .i32(channels, area, size));
              launch(statistics, Geometry.flat(channels), statisticsArguments(partial));
              launch(forward, Geometry.flat(size), forwardArguments(mean.address()));
            });
  }

  private KernelArguments statisticsArguments(Buffer partial) {
    return new KernelArguments()
        .pointer(partial.address())
        .pointer(mean.address())
        .pointer(inverseDeviation.address())
        .pointer(context.parameters().weight(norm.runningMean()))
        .pointer(context.parameters().weight(norm.runningVariance()))
        .f32((float) Program.EPSILON)
        .f32((float) Program.STATISTICS_MOMENTUM)
        .i32(sums.parts(), channels, size / channels);
  }

  private void addInference() {
    Kernel deviation = context.launcher().kernel(SUMS, "batch_norm_inverse_deviation");
    Kernel forward = context.launcher().laidOut(NORM, "batch_norm_forward");
    long runningMean = context.parameters().weight(norm.runningMean());
    long runningVariance = context.parameters().weight(norm.runningVariance());
    context
        .steps()
        .add(
            Pass.EVALUATION,
            context.name("inference", group.first()),
            inputs(),
            List.of(inverseDeviation, y),
            () -> {
              launch(
                  deviation,
                  Geometry.flat(channels),
                  new KernelArguments()
                      .pointer(runningVariance)
                      .pointer(inverseDeviation.address())
                      .f32((float) Program.EPSILON)
                      .i32(channels));
              launch(forward, Geometry.flat(size), forwardArguments(runningMean));
            });
  }

  private List<Buffer> inputs() {
    return Stream.concat(Stream.of(x), addend.stream()).toList();
  }

  private KernelArguments forwardArguments(long meanAt) {
    return new KernelArguments()
        .pointer(x.address())
        .pointer(addend.map(Buffer::address).orElse(0L))
        .pointer(y.address())
        .pointer(meanAt)
        .pointer(inverseDeviation.address())
        .pointer(scale())
        .pointer(shift())
        .i32(ActivationCode.of(group.activation()), channels, area, size);
  }

  private long scale() {
    return context.parameters().weight(norm.scale());
  }

  private long shift() {
    return context.parameters().weight(norm.shift());
  }

  @Override
  public void backward() {
    Buffer dy = context.gradients().of(group.output());
    List<Contribution> contributions = new ArrayList<>();
    Optional<Contribution> dx = contribution(OptionalInt.of(norm.input()), 0);
    dx.ifPresent(contributions::add);
    Optional<Contribution> dAddend = contribution(group.addend(), 1);
    dAddend.ifPresent(contributions::add);
    Buffer partial = context.scratch("partial sums", 2L * sums.parts() * channels);
    Kernel gradientSums = context.launcher().laidOut(SUMS, "batch_norm_gradient_sums");
    Kernel parameters = context.launcher().kernel(SUMS, "batch_norm_parameter_gradient");
    Kernel backward = context.launcher().laidOut(NORM, "batch_norm_backward");
    context
        .steps()
        .add(
            Pass.TRAINING,
            context.name("backward", group.first()),
            Gradients.reads(
                Stream.of(Stream.of(dy, x, mean, inverseDeviation), known(), recomputed())
                    .flatMap(buffers -> buffers),
                contributions),
            Gradients.writes(Stream.of(partial), contributions),
            () -> {
              launch(
                  gradientSums,
                  sums.geometry(),
                  forwardPass(new KernelArguments().pointer(dy.address()))
                      .pointer(partial.address())
                      .i32(ActivationCode.of(group.activation()), channels, area, size));
              launch(
                  parameters,
                  Geometry.flat(channels),
                  new KernelArguments()
                      .pointer(partial.address())
                      .pointer(scaleGradient())
                      .pointer(shiftGradient())
                      .i32(sums.parts(), channels));
              if (!contributions.isEmpty()) {
                launch(backward, Geometry.flat(size), backwardArguments(dy, dx, dAddend));
              }
            });
  }

  private Optional<Contribution> contribution(OptionalInt tensor, int position) {
    return tensor.isPresent() && context.gradients().isNeeded(tensor.getAsInt())
        ? Optional.of(context.gradients().contribution(group.first(), position))
        : Optional.empty();
  }

  private KernelArguments backwardArguments(
      Buffer dy, Optional<Contribution> dx, Optional<Contribution> dAddend) {
    KernelArguments arguments =
        forwardPass(new KernelArguments().pointer(dy.address()))
            .pointer(scaleGradient())
            .pointer(shiftGradient());
    append(arguments, dx);
    append(arguments, dAddend);
    return arguments.i32(ActivationCode.of(group.activation()), channels, area, size);
  }

  private static void append(KernelArguments arguments, Optional<Contribution> contribution) {
    arguments.pointer(contribution.map(to -> to.buffer().address()).orElse(0L));
    arguments.i32(contribution.map(Contribution::flag).orElse(0));
  }

  /** What both backward kernels read of the forward pass. */
  private KernelArguments forwardPass(KernelArguments arguments) {
    return arguments
        .pointer(x.address())
        .pointer(known().map(Buffer::address).findFirst().orElse(0L))
        .pointer(recomputed().map(Buffer::address).findFirst().orElse(0L))
        .pointer(mean.address())
        .pointer(inverseDeviation.address())
        .pointer(scale())
        .pointer(shift());
  }

  /** The output, where it tells the activation's slope. */
  private Stream<Buffer> known() {
    return ActivationCode.slopeFromOutput(group.activation()) ? Stream.of(y) : Stream.empty();
  }

  /** The addend, where the activation's input is computed again. */
  private Stream<Buffer> recomputed() {
    return group.activation() == Activation.SWISH ? addend.stream() : Stream.empty();
  }

  private long scaleGradient() {
    return context.parameters().gradient(norm.scale());
  }

  private long shiftGradient() {
    return context.parameters().gradient(norm.shift());
  }

  private void launch(Kernel kernel, Geometry geometry, KernelArguments arguments) {
    kernel.launch(context.launcher().stream(), geometry, arguments);
  }
}
