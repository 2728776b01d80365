package org.epnas.training.conformance.network;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** Five wide cells of two separable convolutions, 3x3 and 5x5, as cell-based searches find them. */
public final class SeparableCells {
  private final ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 32, 32), 10);

  private int cells;

  private SeparableCells() {}

  /** For 32 x 32 images, with 64 to 128 channels. */
  public static Architecture build() {
    return new SeparableCells().buildCells();
  }

  private Architecture buildCells() {
    net.add("stem", new Operation.Convolution(64, 3, 1, 1, 1, Activation.RELU), Architecture.INPUT);
    String x = "stem";
    x = cell(x, 64, 1, new Operation.Add(Activation.NONE));
    x = cell(x, 64, 2, new Operation.Concat());
    x = cell(x, 128, 1, new Operation.Add(Activation.NONE));
    x = cell(x, 64, 2, new Operation.Concat());
    x = cell(x, 128, 1, new Operation.Add(Activation.NONE));
    net.add("pool", new Operation.GlobalPooling(), x);
    net.add("logits", new Operation.Dense(10), "pool");
    return net.build();
  }

  private String cell(String x, int channels, int stride, Operation join) {
    String name = "cell" + cells++;
    net.add(name + "a", separable(channels, 3, stride), x);
    net.add(name + "b", separable(channels, 5, stride), x);
    net.add(name, join, name + "a", name + "b");
    return name;
  }

  private static Operation separable(int channels, int kernel, int stride) {
    return new Operation.SeparableConvolution(channels, kernel, stride, 1, Activation.RELU);
  }
}
