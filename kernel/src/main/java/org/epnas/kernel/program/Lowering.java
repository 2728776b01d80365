package org.epnas.kernel.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.program.ProgramWriter.Window;

/**
 * Lowers an architecture to primitive ops. Dead layers are left out, an identity passes its input
 * on. Parameters are named {@code layer/part/kind}.
 */
final class Lowering {
  private final ProgramWriter writer;

  private Lowering(ProgramWriter writer) {
    this.writer = writer;
  }

  static Program lower(Architecture architecture) {
    ProgramWriter writer = new ProgramWriter(architecture.input());
    Lowering lowering = new Lowering(writer);
    Map<String, Integer> tensors = new HashMap<>();
    tensors.put(Architecture.INPUT, Program.INPUT);
    for (Layer layer : architecture.liveLayers()) {
      writer.startLayer(layer.name());
      List<Integer> inputs = layer.inputs().stream().map(tensors::get).toList();
      tensors.put(layer.name(), lowering.lower(layer.operation(), inputs));
    }
    return writer.finish();
  }

  /** Writes the ops of one layer and returns its output tensor. */
  private int lower(Operation operation, List<Integer> inputs) {
    int x = inputs.getFirst();
    return switch (operation) {
      case Operation.Convolution op -> convolution(x, op);
      case Operation.DepthwiseConvolution op -> depthwise(x, op);
      case Operation.SeparableConvolution op -> separable(x, op);
      case Operation.InvertedResidual op -> invertedResidual(x, op);
      case Operation.Projection op -> writer.convolution(x, "conv", op.channels(), Window.POINT, 1);
      case Operation.BatchNorm op -> writer.activate(writer.norm(x, "norm"), op.activation());
      case Operation.Activate op -> writer.activate(x, op.activation());
      case Operation.MaxPooling op -> writer.maxPool(x, new Window(op.kernel(), op.stride(), 1));
      case Operation.AveragePooling op ->
          writer.averagePool(x, new Window(op.kernel(), op.stride(), 1));
      case Operation.Identity() -> x;
      case Operation.Add op -> writer.activate(writer.add(inputs), op.activation());
      case Operation.Concat() -> writer.concat(inputs);
      case Operation.GlobalPooling() -> writer.globalPool(x);
      case Operation.Dropout op -> writer.dropout(x, op.rate());
      case Operation.Dense op -> writer.dense(x, "dense", op.units());
    };
  }

  private int convolution(int x, Operation.Convolution op) {
    Window window = new Window(op.kernel(), op.stride(), op.dilation());
    int y = writer.convolution(x, "conv", op.channels(), window, op.groups());
    return writer.activate(writer.norm(y, "norm"), op.activation());
  }

  private int depthwise(int x, Operation.DepthwiseConvolution op) {
    int y = writer.depthwise(x, "depthwise", new Window(op.kernel(), op.stride(), op.dilation()));
    return writer.activate(writer.norm(y, "norm"), op.activation());
  }

  private int separable(int x, Operation.SeparableConvolution op) {
    int y = writer.depthwise(x, "depthwise", new Window(op.kernel(), op.stride(), op.dilation()));
    y = writer.convolution(y, "pointwise", op.channels(), Window.POINT, 1);
    return writer.activate(writer.norm(y, "norm"), op.activation());
  }

  private int invertedResidual(int x, Operation.InvertedResidual op) {
    int channels = writer.shape(x).channels();
    int y = x;
    if (op.expansion() > 1) {
      y = writer.convolution(y, "expand", channels * op.expansion(), Window.POINT, 1);
      y = writer.activate(writer.norm(y, "expand-norm"), Activation.RELU6);
    }
    y = writer.depthwise(y, "depthwise", new Window(op.kernel(), op.stride(), 1));
    y = writer.activate(writer.norm(y, "depthwise-norm"), Activation.RELU6);
    y = writer.convolution(y, "project", op.channels(), Window.POINT, 1);
    y = writer.norm(y, "project-norm");
    boolean residual = op.stride() == 1 && op.channels() == channels;
    return residual ? writer.add(List.of(x, y)) : y;
  }
}
