package org.epnas.nativecuda.network;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * How a parameter lies on the device: row-major as (rows, inner, outer) or, where cuDNN and dense
 * layers read channels last, with its last two dimensions exchanged.
 *
 * @param rows filters or emitters
 * @param channels of one input pixel that a row reads
 * @param area pixels that a row reads
 * @param exchanged whether it is (rows, area, channels) on the device
 */
record ParameterLayout(int rows, int channels, int area, boolean exchanged) {
  /** As in the program. */
  static ParameterLayout plain(int elements) {
    return new ParameterLayout(1, elements, 1, false);
  }

  /** What the op that reads it demands. */
  static ParameterLayout of(Program program, int parameter, TensorFormat format) {
    int elements = program.parameters().get(parameter).elements();
    return switch (format) {
      case NCHW_F32 -> plain(elements);
      case NHWC_BF16 ->
          program.ops().stream()
              .filter(op -> op.parameters().contains(parameter))
              .findFirst()
              .map(op -> channelsLast(program, op, parameter, elements))
              .orElseGet(() -> plain(elements));
    };
  }

  private static ParameterLayout channelsLast(Program program, Op op, int parameter, int elements) {
    return switch (op) {
      case Op.Convolution convolution when !DepthwiseEmitter.isDepthwise(program, convolution) ->
          exchanged(
              elements,
              convolution.kernel() * convolution.kernel(),
              channels(program, op) / convolution.groups());
      case Op.Dense dense when dense.weight() == parameter ->
          exchanged(elements, area(program, op), channels(program, op));
      case Op.Convolution _, Op.Dense _, Op.BatchNorm _ -> plain(elements);
      case Op.Activate _, Op.MaxPool _, Op.AveragePool _, Op.GlobalAveragePool _ -> plain(elements);
      case Op.Dropout _, Op.Add _, Op.Concat _ -> plain(elements);
    };
  }

  private static ParameterLayout exchanged(int elements, int area, int channels) {
    return new ParameterLayout(elements / area / channels, channels, area, true);
  }

  private static int channels(Program program, Op op) {
    return program.tensors().get(op.inputs().getFirst()).channels();
  }

  private static int area(Program program, Op op) {
    TensorShape shape = program.tensors().get(op.inputs().getFirst());
    return shape.height() * shape.width();
  }

  /** Position on the device of value {@code index} of the program's parameter. */
  int position(int index) {
    if (!exchanged) {
      return index;
    }
    int row = index / (channels * area);
    int channel = index / area % channels;
    int pixel = index % area;
    return (row * area + pixel) * channels + channel;
  }
}
