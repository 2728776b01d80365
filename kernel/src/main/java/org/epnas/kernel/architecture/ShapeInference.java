package org.epnas.kernel.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Output shapes of layers. Windows are padded by p = dilation * (kernel - 1) / 2 on every side, so
 * that a side becomes (side + 2p - dilation * (kernel - 1) - 1) / stride + 1 = ceil(side / stride).
 * Windows that tile the image have no padding and give the same.
 */
final class ShapeInference {
  private ShapeInference() {}

  static SequencedMap<String, TensorShape> shapes(TensorShape input, List<Layer> layers) {
    SequencedMap<String, TensorShape> shapes = new LinkedHashMap<>();
    shapes.put(Architecture.INPUT, input);
    for (Layer layer : layers) {
      shapes.put(layer.name(), output(layer.operation(), inputShapes(layer, shapes)));
    }
    return Collections.unmodifiableSequencedMap(shapes);
  }

  /** Shapes of the layer's inputs, which must be known already. */
  static List<TensorShape> inputShapes(Layer layer, Map<String, TensorShape> shapes) {
    return layer.inputs().stream().map(shapes::get).toList();
  }

  /** Output shape of a valid operation on inputs that suit it. */
  static TensorShape output(Operation operation, List<TensorShape> inputs) {
    TensorShape in = inputs.getFirst();
    return switch (operation) {
      case Operation.Convolution op -> in.strided(op.stride()).withChannels(op.channels());
      case Operation.DepthwiseConvolution op -> in.strided(op.stride());
      case Operation.SeparableConvolution op -> in.strided(op.stride()).withChannels(op.channels());
      case Operation.InvertedResidual op -> in.strided(op.stride()).withChannels(op.channels());
      case Operation.Projection op -> in.withChannels(op.channels());
      case Operation.BatchNorm _, Operation.Activate _ -> in;
      case Operation.MaxPooling op -> in.strided(op.stride());
      case Operation.AveragePooling op -> in.strided(op.stride());
      case Operation.Identity() -> in;
      case Operation.Add _ -> in;
      case Operation.Concat() ->
          in.withChannels(inputs.stream().mapToInt(TensorShape::channels).sum());
      case Operation.GlobalPooling() -> new TensorShape(in.channels(), 1, 1);
      case Operation.Dropout _ -> in;
      case Operation.Dense op -> new TensorShape(op.units(), 1, 1);
    };
  }
}
