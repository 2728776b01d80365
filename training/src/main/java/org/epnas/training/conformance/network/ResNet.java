package org.epnas.training.conformance.network;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** Residual networks for CIFAR (He et al. 2016, arXiv 1512.03385, section 4.2). */
public final class ResNet {
  private static final TensorShape CIFAR = new TensorShape(3, 32, 32);

  private ResNet() {}

  /** For 32 x 32 images, with the given residual blocks per stage: 3 make ResNet-20. */
  public static Architecture build(int blocksPerStage) {
    return build(blocksPerStage, 16, CIFAR);
  }

  /**
   * @param channels of the first stage; the next ones have twice as many each
   */
  public static Architecture build(int blocksPerStage, int channels, TensorShape image) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.of("stem", convolution(channels, 1, Activation.RELU), Architecture.INPUT));
    String x = "stem";
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < blocksPerStage; block++) {
        x =
            block(
                layers,
                x,
                "s%sb%s".formatted(stage, block),
                channels << stage,
                stage > 0 && block == 0);
      }
    }
    layers.add(Layer.of("pool", new Operation.GlobalPooling(), x));
    layers.add(Layer.of("fc", new Operation.Dense(10), "pool"));
    return new Architecture(image, 10, layers, "");
  }

  private static String block(
      List<Layer> layers, String x, String name, int channels, boolean reduces) {
    int stride = reduces ? 2 : 1;
    layers.add(Layer.of(name + "a", convolution(channels, stride, Activation.RELU), x));
    layers.add(Layer.of(name + "b", convolution(channels, 1, Activation.NONE), name + "a"));
    String shortcut = x;
    if (reduces) {
      shortcut = name + "s";
      layers.add(
          Layer.of(shortcut, new Operation.Convolution(channels, 1, 2, 1, 1, Activation.NONE), x));
    }
    layers.add(Layer.of(name, new Operation.Add(Activation.RELU), name + "b", shortcut));
    return name;
  }

  private static Operation convolution(int channels, int stride, Activation activation) {
    return new Operation.Convolution(channels, 3, stride, 1, 1, activation);
  }
}
