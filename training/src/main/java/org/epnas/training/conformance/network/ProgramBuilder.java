package org.epnas.training.conformance.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Parameter.Role;
import org.epnas.kernel.program.Program;

/**
 * Writes a program op by op, so that a test says exactly what a backend has to run. Tensors are the
 * numbers that the methods return; tensor 0 is the image. Windows pad "same".
 */
public final class ProgramBuilder {
  public static final int IMAGE = Program.INPUT;

  private final List<TensorShape> tensors = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();
  private int dropouts;

  public ProgramBuilder(int channels, int height, int width) {
    tensors.add(new TensorShape(channels, height, width));
  }

  public int convolution(int x, int channels, int kernel) {
    return convolution(x, channels, kernel, 1, 1, 1);
  }

  public int convolution(int x, int channels, int kernel, int stride, int dilation, int groups) {
    return convolution(x, channels, kernel, stride, dilation * (kernel - 1) / 2, dilation, groups);
  }

  /** With any padding; the name of the weight is {@code convN/weight} with the op's number. */
  public int convolution(
      int x, int channels, int kernel, int stride, int padding, int dilation, int groups) {
    int span = dilation * (kernel - 1) + 1;
    int perGroup = shape(x).channels() / groups;
    int weight =
        parameter("conv", "weight", Role.CONVOLUTION_WEIGHT, channels, perGroup, kernel, kernel);
    int y = tensor(windowed(x, span, stride, padding).withChannels(channels));
    return add(new Op.Convolution(x, y, weight, kernel, stride, padding, dilation, groups));
  }

  public int batchNorm(int x) {
    int channels = shape(x).channels();
    int scale = parameter("norm", "scale", Role.SCALE, channels);
    int shift = parameter("norm", "shift", Role.SHIFT, channels);
    int mean = parameter("norm", "running-mean", Role.RUNNING_MEAN, channels);
    int variance = parameter("norm", "running-variance", Role.RUNNING_VARIANCE, channels);
    return add(new Op.BatchNorm(x, tensor(shape(x)), scale, shift, mean, variance));
  }

  public int activate(int x, Activation activation) {
    return add(new Op.Activate(x, tensor(shape(x)), activation));
  }

  public int maxPool(int x, int kernel, int stride) {
    int padding = (kernel - 1) / 2;
    int y = tensor(windowed(x, kernel, stride, padding));
    return add(new Op.MaxPool(x, y, kernel, stride, padding));
  }

  public int averagePool(int x, int kernel, int stride) {
    int padding = (kernel - 1) / 2;
    int y = tensor(windowed(x, kernel, stride, padding));
    return add(new Op.AveragePool(x, y, kernel, stride, padding));
  }

  public int globalPool(int x) {
    return add(new Op.GlobalAveragePool(x, tensor(new TensorShape(shape(x).channels(), 1, 1))));
  }

  /** Dropouts of a program have streams 0, 1, 2 in order. */
  public int dropout(int x, double rate) {
    return add(new Op.Dropout(x, tensor(shape(x)), rate, dropouts++));
  }

  public int sum(int... inputs) {
    List<Integer> all = Arrays.stream(inputs).boxed().toList();
    return add(new Op.Add(all, tensor(shape(inputs[0]))));
  }

  public int concat(int... inputs) {
    List<Integer> all = Arrays.stream(inputs).boxed().toList();
    int channels = all.stream().mapToInt(x -> shape(x).channels()).sum();
    return add(new Op.Concat(all, tensor(shape(inputs[0]).withChannels(channels))));
  }

  public int dense(int x, int units) {
    int weight = parameter("dense", "weight", Role.DENSE_WEIGHT, units, (int) shape(x).elements());
    int bias = parameter("dense", "bias", Role.BIAS, units);
    return add(new Op.Dense(x, tensor(new TensorShape(units, 1, 1)), weight, bias));
  }

  public TensorShape shape(int tensor) {
    return tensors.get(tensor);
  }

  /** The program whose logits are what the last op wrote. */
  public Program build() {
    return new Program(tensors, parameters, ops);
  }

  private TensorShape windowed(int x, int span, int stride, int padding) {
    TensorShape from = shape(x);
    return new TensorShape(
        from.channels(),
        (from.height() + 2 * padding - span) / stride + 1,
        (from.width() + 2 * padding - span) / stride + 1);
  }

  private int tensor(TensorShape shape) {
    tensors.add(shape);
    return tensors.size() - 1;
  }

  private int parameter(String op, String part, Role role, Integer... shape) {
    parameters.add(new Parameter(op + ops.size() + "/" + part, List.of(shape), role));
    return parameters.size() - 1;
  }

  private int add(Op op) {
    ops.add(op);
    return op.output();
  }
}
