package org.epnas.benchmarks.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * The forward pass of a program in libtorch, op by op. Activations and additions overwrite their
 * input where they may, as a careful user of libtorch would write it.
 */
final class LibtorchNetwork {
  private static final long[] ONE = {1, 1};
  private static final boolean TRAINING = true;
  private static final boolean NO_CUDNN = false;

  private final Program program;
  private final LibtorchParameters parameters;
  private final boolean[] overwritable;
  private final TensorOptional none = new TensorOptional();
  private final LongOptional noDivisor = new LongOptional();

  LibtorchNetwork(Program program, LibtorchParameters parameters) {
    this.program = program;
    this.parameters = parameters;
    this.overwritable = overwritable(program);
  }

  /**
   * Which tensors their reader may overwrite: it is the only one, and the op that wrote the tensor
   * does not need it again for its backward pass.
   */
  private static boolean[] overwritable(Program program) {
    int[] readers = new int[program.tensors().size()];
    program.ops().forEach(op -> op.inputs().forEach(input -> readers[input]++));
    boolean[] overwritable = new boolean[readers.length];
    for (Op op : program.ops()) {
      overwritable[op.output()] = readers[op.output()] == 1 && !needsOutput(op);
    }
    return overwritable;
  }

  private static boolean needsOutput(Op op) {
    return switch (op) {
      case Op.Convolution _, Op.BatchNorm _, Op.Add _, Op.Concat _ -> false;
      case Op.Activate _, Op.MaxPool _, Op.AveragePool _, Op.GlobalAveragePool _ -> true;
      case Op.Dropout _, Op.Dense _ -> true;
    };
  }

  /**
   * @param images (N, C, H, W)
   * @return logits (N, classes)
   */
  Tensor forward(Tensor images) {
    Tensor[] values = new Tensor[program.tensors().size()];
    values[Program.INPUT] = images;
    for (Op op : program.ops()) {
      values[op.output()] = apply(op, values);
    }
    return values[program.logits()];
  }

  private Tensor apply(Op op, Tensor[] values) {
    return switch (op) {
      case Op.Convolution convolution -> convolve(convolution, values[convolution.input()]);
      case Op.BatchNorm norm -> normalise(norm, values[norm.input()]);
      case Op.Activate activate -> activate(activate, values[activate.input()]);
      case Op.MaxPool pool ->
          torch.max_pool2d(
              values[pool.input()],
              square(pool.kernel()),
              square(pool.stride()),
              square(pool.padding()),
              ONE,
              false);
      case Op.AveragePool pool ->
          torch.avg_pool2d(
              values[pool.input()],
              square(pool.kernel()),
              square(pool.stride()),
              square(pool.padding()),
              false,
              false,
              noDivisor);
      case Op.GlobalAveragePool pool -> torch.adaptive_avg_pool2d(values[pool.input()], ONE);
      case Op.Dense dense ->
          torch.linear(
              values[dense.input()].flatten(1, -1),
              parameters.get(dense.weight()),
              parameters.optional(dense.bias()));
      case Op.Add add -> add(add, values);
      case Op.Concat concat -> torch.cat(inputs(concat, values), 1);
      case Op.Dropout _ ->
          throw new IllegalArgumentException(
              "Dropout cannot be compared: libtorch drops other values. Maybe use a network without it.");
    };
  }

  private Tensor convolve(Op.Convolution op, Tensor x) {
    return torch.conv2d(
        x,
        parameters.get(op.weight()),
        none,
        square(op.stride()),
        square(op.padding()),
        square(op.dilation()),
        op.groups());
  }

  private Tensor normalise(Op.BatchNorm op, Tensor x) {
    return torch.batch_norm(
        x,
        parameters.optional(op.scale()),
        parameters.optional(op.shift()),
        parameters.optional(op.runningMean()),
        parameters.optional(op.runningVariance()),
        TRAINING,
        Program.STATISTICS_MOMENTUM,
        Program.EPSILON,
        NO_CUDNN);
  }

  private Tensor activate(Op.Activate op, Tensor x) {
    boolean inPlace = overwritable[op.input()];
    return switch (op.activation()) {
      case RELU -> inPlace ? x.relu_() : x.relu();
      case RELU6 -> inPlace ? torch.relu6_(x) : torch.relu6(x);
      case SWISH -> torch.silu(x);
      case NONE -> x;
    };
  }

  private Tensor add(Op.Add op, Tensor[] values) {
    List<Integer> order = new ArrayList<>(op.inputs());
    order.stream()
        .filter(input -> overwritable[input])
        .findFirst()
        .ifPresent(target -> {
          order.remove(/* element */ target);
          order.addFirst(target);
        });
    Tensor first = values[order.get(0)];
    Tensor second = values[order.get(1)];
    Tensor sum = overwritable[order.get(0)] ? first.add_(second) : first.add(second);
    for (int input : order.subList(2, order.size())) {
      sum = sum.add_(values[input]);
    }
    return sum;
  }

  private static TensorVector inputs(Op op, Tensor[] values) {
    return new TensorVector(
        op.inputs().stream().map(input -> values[input]).toArray(Tensor[]::new));
  }

  private static long[] square(int side) {
    return new long[] {side, side};
  }
}
