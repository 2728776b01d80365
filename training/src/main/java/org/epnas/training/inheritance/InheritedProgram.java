package org.epnas.training.inheritance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights.NamedTensor;

/** One inheritance: walks the child's ops in forward order and fills their parameters. */
final class InheritedProgram {
  private final Program child;
  private final Parent parent;
  private final WeightInitializer initializer;
  private final Demands demands;
  private final ZeroBranches zeroBranches;
  private final TensorTrace trace;
  private final ParameterStarts starts;

  InheritedProgram(Program child, Parent parent, WeightInitializer initializer) {
    this.child = child;
    this.parent = parent;
    this.initializer = initializer;
    this.demands = Demands.of(child, parent);
    this.zeroBranches = ZeroBranches.of(child, parent);
    this.trace = new TensorTrace(child);
    this.starts = new ParameterStarts(child, initializer);
  }

  Inherited build() {
    for (Op op : child.ops()) {
      switch (op) {
        case Op.Convolution conv -> convolution(conv);
        case Op.BatchNorm norm -> norm(norm);
        case Op.Dense dense -> dense(dense);
        case Op.Activate activate -> trace.pass(activate);
        case Op.Add add ->
            trace.add(add, add.inputs().stream().filter(t -> !zeroBranches.isZero(t)).toList());
        case Op.Concat concat -> trace.concatenate(concat);
        case Op.MaxPool pool -> trace.pass(pool);
        case Op.AveragePool pool -> trace.pass(pool);
        case Op.GlobalAveragePool pool -> trace.pass(pool);
        case Op.Dropout dropout -> trace.pass(dropout);
      }
    }
    return starts.build();
  }

  private void convolution(Op.Convolution op) {
    Optional<NamedTensor> weight = parent.weight(op);
    if (weight.isEmpty()) {
      newConvolution(op);
    } else if (parent.depthwise(op)) {
      depthwise(op, weight.get());
    } else if (op.groups() == 1) {
      convolution(op, weight.get());
    } else {
      starts.set(op.weight(), weight.get().values().clone(), Origin.COPIED);
      trace.set(op.output(), Optional.of(ChannelMap.identity(channels(op.output()))));
    }
  }

  /** A convolution over all channels that the parent has too. */
  private void convolution(Op.Convolution op, NamedTensor weight) {
    Reading in = reading(op.input(), weight.shape().get(1));
    ChannelMap out = resized(weight.shape().get(0), channels(op.output()));
    float[] values =
        Transfer.convolution(
            weight,
            starts.shape(op.weight()),
            out,
            in.map,
            shares(op.weight(), in.map),
            rest(op.weight(), in));
    boolean keeps = in.keepsAll() && op.kernel() >= weight.shape().get(2);
    starts.set(op.weight(), values, origin(op.weight(), weight, in.map, out, keeps));
    boolean introduced = trace.map(op.input()).map(ChannelMap::introduced).orElse(true);
    trace.set(op.output(), Optional.of(introduced ? out.behindNewLayer() : out));
  }

  private void depthwise(Op.Convolution op, NamedTensor weight) {
    Reading in = reading(op.input(), weight.shape().get(0));
    float[] values =
        Transfer.depthwise(weight, starts.shape(op.weight()), in.map, starts.values(op.weight()));
    boolean keeps = in.carried && op.kernel() >= weight.shape().get(2);
    starts.set(op.weight(), values, origin(op.weight(), weight, in.map, in.map, keeps));
    trace.set(op.output(), Optional.of(in.map));
  }

  /** Between inherited layers it starts as the identity, otherwise at random. */
  private void newConvolution(Op.Convolution op) {
    if (!zeroBranches.contains(op)) {
      Optional<ChannelMap> carrier = trace.carrier(op.input(), demands.of(op.output()));
      if (parent.depthwise(op)) {
        carrier.ifPresent(in -> depthwiseIdentity(op, in));
      } else if (op.groups() == 1) {
        carrier.ifPresent(in -> identity(op, in));
      }
    }
  }

  private void depthwiseIdentity(Op.Convolution op, ChannelMap in) {
    float[] values = Transfer.depthwiseIdentity(starts.shape(op.weight()));
    starts.set(op.weight(), values, Origin.IDENTITY);
    trace.set(op.output(), Optional.of(in.behindNewLayer()));
    trace.moments(op.input()).ifPresent(moments -> trace.set(op.output(), moments));
  }

  private void identity(Op.Convolution op, ChannelMap in) {
    ChannelMap out = resized(in.parentChannels(), channels(op.output())).behindNewLayer();
    float[] shares = shares(op.weight(), in);
    float[] values = Transfer.identity(starts.shape(op.weight()), out, in, shares);
    starts.set(op.weight(), values, Origin.IDENTITY);
    trace.set(op.output(), Optional.of(out));
    int[] positions = IntStream.of(out.sources()).map(in::position).toArray();
    trace
        .moments(op.input())
        .ifPresent(moments -> trace.set(op.output(), moments.select(positions)));
  }

  private void norm(Op.BatchNorm op) {
    Optional<NamedTensor> scale = parent.tensor(op.scale());
    if (scale.isEmpty() && !zeroBranches.contains(op) && trace.map(op.input()).isPresent()) {
      identityNorm(op);
      return;
    }
    if (scale.isPresent()) {
      inheritedNorm(op, scale.get().shape().get(0));
    } else if (zeroBranches.ends(op)) {
      Arrays.fill(starts.values(op.scale()), 0);
      starts.mark(Origin.IDENTITY, op.scale(), op.shift());
    }
    trace.set(
        op.output(), Moments.normalised(starts.values(op.scale()), starts.values(op.shift())));
  }

  private void inheritedNorm(Op.BatchNorm op, int parentChannels) {
    Reading in = reading(op.input(), parentChannels);
    for (int parameter : List.of(op.scale(), op.shift(), op.runningMean(), op.runningVariance())) {
      parent
          .tensor(parameter)
          .filter(tensor -> tensor.values().length == parentChannels)
          .ifPresent(tensor -> vector(parameter, tensor, in.map, in.carried));
    }
    trace.set(op.output(), in.carried ? Optional.of(in.map) : trace.map(op.input()));
  }

  /** Takes out what it puts back in: running statistics, scale and shift cancel. */
  private void identityNorm(Op.BatchNorm op) {
    int channels = channels(op.input());
    Moments moments = trace.moments(op.input()).orElseGet(() -> Moments.standard(channels));
    for (int c = 0; c < channels; c++) {
      float variance = (float) moments.variances()[c];
      float mean = (float) moments.means()[c];
      starts.values(op.runningMean())[c] = mean;
      starts.values(op.runningVariance())[c] = variance;
      starts.values(op.scale())[c] = (float) Math.sqrt(variance + Program.EPSILON);
      starts.values(op.shift())[c] = mean;
    }
    starts.mark(Origin.IDENTITY, op.scale(), op.shift());
    trace.set(op.output(), trace.map(op.input()));
    trace.set(op.output(), moments);
  }

  private void dense(Op.Dense op) {
    Optional<NamedTensor> weight = parent.tensor(op.weight());
    Optional<NamedTensor> bias = parent.tensor(op.bias());
    int parentChannels = parent.inputChannels(op);
    if (weight.isEmpty() || bias.isEmpty() || parentChannels == 0) {
      return;
    }
    Reading in = reading(op.input(), parentChannels);
    ChannelMap out = ChannelMap.overlapping(weight.get().shape().get(0), channels(op.output()));
    float[] values =
        Transfer.dense(
            weight.get(),
            out.channels(),
            in.map,
            shares(op.weight(), in.map),
            rest(op.weight(), in));
    boolean keeps = in.keepsAll() && out.isIdentity();
    starts.set(op.weight(), values, origin(op.weight(), weight.get(), in.map, out, keeps));
    vector(op.bias(), bias.get(), out, out.isIdentity());
  }

  private void vector(int parameter, NamedTensor from, ChannelMap map, boolean keeps) {
    float[] values = Transfer.vector(from, map, starts.values(parameter));
    starts.set(parameter, values, origin(parameter, from, map, map, keeps));
  }

  private Origin origin(
      int parameter, NamedTensor from, ChannelMap in, ChannelMap out, boolean keeps) {
    boolean whole = from.shape().equals(starts.shape(parameter));
    if (whole && in.isIdentity() && out.isIdentity()) {
      return Origin.COPIED;
    }
    return keeps && out.isComplete() ? Origin.WIDENED : Origin.OVERLAPPED;
  }

  /** How an inherited op reads its input. */
  private Reading reading(int tensor, int parentChannels) {
    Optional<ChannelMap> carrier = trace.carrier(tensor, parentChannels);
    ChannelMap map =
        carrier.orElseGet(() -> ChannelMap.overlapping(parentChannels, channels(tensor)));
    return new Reading(map, carrier.isPresent());
  }

  /**
   * @param map of the tensor that is read
   * @param carried whether the map was followed from the parent; otherwise channels are taken for
   *     each other by their position
   */
  private record Reading(ChannelMap map, boolean carried) {
    boolean keepsAll() {
      return carried && map.isComplete();
    }
  }

  /**
   * Weights for channels that the parent does not have: 0 where that keeps what the op computes,
   * otherwise random.
   */
  private float[] rest(int weight, Reading in) {
    float[] fresh = starts.values(weight);
    return in.carried ? new float[fresh.length] : fresh;
  }

  /** Depends on the two numbers alone, so that tensors that are added get equal maps. */
  private ChannelMap resized(int parentChannels, int channels) {
    String name = "widen/%s/%s".formatted(parentChannels, channels);
    return ChannelMap.resized(parentChannels, channels, initializer.stream(name));
  }

  private float[] shares(int weight, ChannelMap in) {
    RandomGenerator random = initializer.stream(child.parameters().get(weight).name() + "/shares");
    return in.shares(random);
  }

  private int channels(int tensor) {
    return child.tensors().get(tensor).channels();
  }
}
