package org.epnas.kernel.architecture;

import java.util.List;

/** The rules of single operations: number and shapes of inputs, ranges of attributes. */
final class OperationRules {
  private static final int LARGEST_KERNEL = 15;
  private static final int LARGEST_STEP = 64;
  private static final int LARGEST_CHANNELS = 1 << 16;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE;

  private final Layer layer;
  private final List<TensorShape> inputs;

  private OperationRules(Layer layer, List<TensorShape> inputs) {
    this.layer = layer;
    this.inputs = inputs;
  }

  static void check(Layer layer, List<TensorShape> inputs) {
    new OperationRules(layer, inputs).check();
  }

  /** One sample's tensor must fit an array. */
  static void checkSize(String name, TensorShape shape) {
    if (shape.elements() > LARGEST_ARRAY) {
      throw InvalidArchitectureException.ofLayer(
          name,
          "has (%s) values in one tensor (%s) and may have at most %s"
              .formatted(shape.elements(), shape, LARGEST_ARRAY),
          "use fewer channels or a smaller image");
    }
  }

  private void check() {
    checkInputCount();
    switch (layer.operation()) {
      case Operation.Convolution op -> {
        checkWindow(op.kernel(), op.stride(), op.dilation());
        checkChannels(op.channels());
        checkGroups(op);
        checkWeights((long) op.channels() * (channels() / op.groups()) * square(op.kernel()));
      }
      case Operation.DepthwiseConvolution op ->
          checkWindow(op.kernel(), op.stride(), op.dilation());
      case Operation.SeparableConvolution op -> {
        checkWindow(op.kernel(), op.stride(), op.dilation());
        checkChannels(op.channels());
        checkWeights((long) op.channels() * channels());
      }
      case Operation.InvertedResidual op -> {
        checkWindow(op.kernel(), op.stride(), 1);
        checkChannels(op.channels());
        checkRange("expansion", op.expansion(), LARGEST_STEP, "use 3 or 6");
        int expanded = channels() * op.expansion();
        checkSize(layer.name(), inputs.getFirst().withChannels(expanded));
        checkWeights((long) expanded * Math.max(channels(), op.channels()));
      }
      case Operation.MaxPooling op -> checkWindow(op.kernel(), op.stride(), 1);
      case Operation.AveragePooling op -> {
        if (!tiles(op)) {
          checkWindow(op.kernel(), op.stride(), 1);
        }
      }
      case Operation.Projection op -> {
        checkChannels(op.channels());
        checkWeights((long) op.channels() * channels());
      }
      case Operation.Activate op -> checkActivates(op);
      case Operation.Dropout op -> checkRate(op.rate());
      case Operation.Add _ -> checkEqualShapes();
      case Operation.Concat() -> checkConcat();
      case Operation.Dense op -> {
        checkRange("units", op.units(), LARGEST_CHANNELS, "use the number of classes");
        checkWeights(op.units() * inputs.getFirst().elements());
      }
      case Operation.BatchNorm _, Operation.Identity(), Operation.GlobalPooling() -> {}
    }
  }

  private void checkInputCount() {
    int count = inputs.size();
    boolean several =
        switch (layer.operation()) {
          case Operation.Add _, Operation.Concat() -> true;
          case Operation.Convolution _,
              Operation.DepthwiseConvolution _,
              Operation.SeparableConvolution _,
              Operation.InvertedResidual _,
              Operation.Projection _,
              Operation.BatchNorm _,
              Operation.Activate _,
              Operation.MaxPooling _,
              Operation.AveragePooling _,
              Operation.Identity(),
              Operation.GlobalPooling(),
              Operation.Dropout _,
              Operation.Dense _ ->
              false;
        };
    if (several && count < 2) {
      throw broken(
          "has (%s) inputs and must have at least 2".formatted(count),
          "use Identity, or name a second input");
    }
    if (!several && count != 1) {
      throw broken(
          "has (%s) inputs and must have exactly 1".formatted(count),
          "join several inputs by Add or Concat first");
    }
  }

  /** Whether the windows lie side by side and cover the image. */
  private boolean tiles(Operation.AveragePooling op) {
    TensorShape image = inputs.getFirst();
    return op.kernel() == op.stride()
        && op.kernel() >= 1
        && op.kernel() <= LARGEST_KERNEL
        && image.height() % op.kernel() == 0
        && image.width() % op.kernel() == 0;
  }

  private void checkActivates(Operation.Activate op) {
    if (op.activation() == Activation.NONE) {
      throw broken("activation (NONE) must do something", "use Identity, or RELU");
    }
  }

  private void checkWindow(int kernel, int stride, int dilation) {
    if (kernel < 1 || kernel > LARGEST_KERNEL || kernel % 2 == 0) {
      throw broken(
          "kernel (%s) must be odd and from 1 to %s".formatted(kernel, LARGEST_KERNEL),
          "use kernel 3 or 5");
    }
    checkRange("stride", stride, LARGEST_STEP, "use stride 1 or 2");
    checkRange("dilation", dilation, LARGEST_STEP, "use dilation 1 or 2");
  }

  private void checkChannels(int channels) {
    checkRange("channels", channels, LARGEST_CHANNELS, "use 16 or 32");
  }

  private void checkGroups(Operation.Convolution op) {
    int groups = op.groups();
    if (groups < 1 || channels() % groups != 0 || op.channels() % groups != 0) {
      throw broken(
          "groups (%s) must divide its input channels (%s) and its channels (%s)"
              .formatted(groups, channels(), op.channels()),
          "use 1 group");
    }
  }

  private void checkRate(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw broken("rate (" + rate + ") must be at least 0 and below 1", "use rate 0.2");
    }
  }

  private void checkEqualShapes() {
    TensorShape first = inputs.getFirst();
    for (int i = 1; i < inputs.size(); i++) {
      if (!inputs.get(i).equals(first)) {
        throw mismatch(i, "input shapes must be equal", "bring one to %s by a 1x1 convolution");
      }
    }
  }

  private void checkConcat() {
    TensorShape first = inputs.getFirst();
    long channels = 0;
    for (int i = 0; i < inputs.size(); i++) {
      TensorShape shape = inputs.get(i);
      if (shape.height() != first.height() || shape.width() != first.width()) {
        throw mismatch(
            i, "input heights and widths must be equal", "bring one to the size of %s by a stride");
      }
      channels += shape.channels();
    }
    if (channels > LARGEST_CHANNELS) {
      throw broken(
          "channels (%s) must be from 1 to %s".formatted(channels, LARGEST_CHANNELS),
          "concatenate fewer inputs");
    }
  }

  private InvalidArchitectureException mismatch(int index, String rule, String wayOut) {
    TensorShape first = inputs.getFirst();
    return broken(
        "inputs (%s) %s and (%s) %s differ: %s"
            .formatted(
                layer.inputs().getFirst(),
                first,
                layer.inputs().get(index),
                inputs.get(index),
                rule),
        wayOut.formatted(first));
  }

  private void checkRange(String attribute, int value, int largest, String wayOut) {
    if (value < 1 || value > largest) {
      throw broken("%s (%s) must be from 1 to %s".formatted(attribute, value, largest), wayOut);
    }
  }

  private void checkWeights(long elements) {
    if (elements > LARGEST_ARRAY) {
      throw broken(
          "has (%s) weights in one array and may have at most %s"
              .formatted(elements, LARGEST_ARRAY),
          "use fewer channels, or pool before a dense layer");
    }
  }

  private InvalidArchitectureException broken(String rule, String wayOut) {
    return InvalidArchitectureException.ofLayer(layer.name(), rule, wayOut);
  }

  private int channels() {
    return inputs.getFirst().channels();
  }

  private static int square(int value) {
    return value * value;
  }
}
