package org.epnas.kernel.program;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter.Role;

/**
 * Appends primitive ops, with their parameters and output tensors, to a program. Every method takes
 * the index of the tensor that is read and returns the index of the one that is written.
 */
final class ProgramWriter {
  private final List<TensorShape> tensors = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();
  private final List<String> origins = new ArrayList<>();
  private String layer = "";
  private int dropouts;

  ProgramWriter(TensorShape input) {
    tensors.add(input);
  }

  /** Names the layer that the following ops come from. */
  void startLayer(String name) {
    layer = name;
  }

  TensorShape shape(int tensor) {
    return tensors.get(tensor);
  }

  /**
   * Form of a convolution or pooling, padded so that a side becomes ceil(side / stride). An even
   * kernel is as wide as its stride, and nothing is padded.
   */
  record Window(int kernel, int stride, int dilation) {
    static final Window POINT = new Window(1, 1, 1);

    int padding() {
      return kernel % 2 == 0 ? 0 : dilation * (kernel - 1) / 2;
    }
  }

  int convolution(int input, String part, int channels, Window window, int groups) {
    TensorShape in = shape(input);
    int weight =
        parameter(
            part + "/weight",
            Role.CONVOLUTION_WEIGHT,
            channels,
            in.channels() / groups,
            window.kernel(),
            window.kernel());
    int output = tensor(in.strided(window.stride()).withChannels(channels));
    return append(
        new Op.Convolution(
            input,
            output,
            weight,
            window.kernel(),
            window.stride(),
            window.padding(),
            window.dilation(),
            groups));
  }

  int depthwise(int input, String part, Window window) {
    int channels = shape(input).channels();
    return convolution(input, part, channels, window, channels);
  }

  int norm(int input, String part) {
    int channels = shape(input).channels();
    int scale = parameter(part + "/scale", Role.SCALE, channels);
    int shift = parameter(part + "/shift", Role.SHIFT, channels);
    int mean = parameter(part + "/mean", Role.RUNNING_MEAN, channels);
    int variance = parameter(part + "/variance", Role.RUNNING_VARIANCE, channels);
    int output = tensor(shape(input));
    return append(new Op.BatchNorm(input, output, scale, shift, mean, variance));
  }

  /** Nothing is written for {@link Activation#NONE}. */
  int activate(int input, Activation activation) {
    return activation == Activation.NONE
        ? input
        : append(new Op.Activate(input, tensor(shape(input)), activation));
  }

  int maxPool(int input, Window window) {
    int output = tensor(shape(input).strided(window.stride()));
    return append(
        new Op.MaxPool(input, output, window.kernel(), window.stride(), window.padding()));
  }

  int averagePool(int input, Window window) {
    int output = tensor(shape(input).strided(window.stride()));
    return append(
        new Op.AveragePool(input, output, window.kernel(), window.stride(), window.padding()));
  }

  int globalPool(int input) {
    int output = tensor(new TensorShape(shape(input).channels(), 1, 1));
    return append(new Op.GlobalAveragePool(input, output));
  }

  int add(List<Integer> inputs) {
    return append(new Op.Add(inputs, tensor(shape(inputs.getFirst()))));
  }

  int concat(List<Integer> inputs) {
    int channels = inputs.stream().mapToInt(input -> shape(input).channels()).sum();
    return append(new Op.Concat(inputs, tensor(shape(inputs.getFirst()).withChannels(channels))));
  }

  int dropout(int input, double rate) {
    return append(new Op.Dropout(input, tensor(shape(input)), rate, dropouts++));
  }

  int dense(int input, String part, int units) {
    int features = Math.toIntExact(shape(input).elements());
    int weight = parameter(part + "/weight", Role.DENSE_WEIGHT, units, features);
    int bias = parameter(part + "/bias", Role.BIAS, units);
    return append(new Op.Dense(input, tensor(new TensorShape(units, 1, 1)), weight, bias));
  }

  Program finish() {
    return new Program(tensors, parameters, ops, origins);
  }

  private int tensor(TensorShape shape) {
    tensors.add(shape);
    return tensors.size() - 1;
  }

  private int parameter(String partAndKind, Role role, Integer... shape) {
    parameters.add(new Parameter(layer + "/" + partAndKind, List.of(shape), role));
    return parameters.size() - 1;
  }

  private int append(Op op) {
    ops.add(op);
    origins.add(layer);
    return op.output();
  }
}
