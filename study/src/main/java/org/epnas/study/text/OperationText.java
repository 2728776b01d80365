package org.epnas.study.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Operation;

/** Operations as people read them; what a layer's output shape says already is left out. */
public final class OperationText {
  private OperationText() {}

  /** For example {@code conv 3x3, stride 2, relu}. */
  public static String of(Operation operation) {
    return switch (operation) {
      case Operation.Convolution conv ->
          text(
              "conv",
              window(conv, conv.dilation()),
              more("groups", conv.groups()),
              activation(conv.activation()));
      case Operation.DepthwiseConvolution conv ->
          text("depthwise conv", window(conv, conv.dilation()), activation(conv.activation()));
      case Operation.SeparableConvolution conv ->
          text("separable conv", window(conv, conv.dilation()), activation(conv.activation()));
      case Operation.InvertedResidual block ->
          text("inverted residual", window(block, 1), List.of("expansion " + block.expansion()));
      case Operation.Projection _ -> "conv 1x1, without norm";
      case Operation.BatchNorm(Activation activation) ->
          text("batch norm", List.of(""), activation(activation));
      case Operation.Activate(Activation activation) -> String.join("", activation(activation));
      case Operation.MaxPooling pooling -> text("max pooling", window(pooling, 1));
      case Operation.AveragePooling pooling -> text("average pooling", window(pooling, 1));
      case Operation.Identity _ -> "identity";
      case Operation.Add(Activation activation) -> text("add", List.of(""), activation(activation));
      case Operation.Concat _ -> "concat";
      case Operation.GlobalPooling _ -> "global pooling";
      case Operation.Dropout(double rate) -> "dropout " + rate;
      case Operation.Dense _ -> "dense";
    };
  }

  /** The first part of the first list follows the name directly, the rest after commas. */
  @SafeVarargs
  private static String text(String name, List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    String first = all.removeFirst();
    all.addFirst(first.isEmpty() ? name : name + " " + first);
    return String.join(", ", all);
  }

  private static List<String> window(Operation.Windowed operation, int dilation) {
    List<String> parts = new ArrayList<>();
    parts.add(operation.kernel() + "x" + operation.kernel());
    parts.addAll(more("stride", operation.stride()));
    parts.addAll(more("dilation", dilation));
    return parts;
  }

  /** Nothing for 1, as usual. */
  private static List<String> more(String name, int value) {
    return value == 1 ? List.of() : List.of(name + " " + value);
  }

  private static List<String> activation(Activation activation) {
    return activation == Activation.NONE
        ? List.of()
        : List.of(activation.name().toLowerCase(Locale.ROOT));
  }
}
