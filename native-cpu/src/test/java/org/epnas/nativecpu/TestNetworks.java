package org.epnas.nativecpu;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.RandomInputs;

/** Networks of the kind that a search trains, small. */
final class TestNetworks {
  private static final int CLASSES = 10;

  private TestNetworks() {}

  /** A residual block and a reduction, as in ResNet for CIFAR. */
  static NetworkCase residual(int channels, int batchSize) {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 16, 16), CLASSES);
    net.add("stem", convolution(channels, 1, Activation.RELU), "input");
    net.add("a", convolution(channels, 1, Activation.RELU), "stem");
    net.add("b", convolution(channels, 1, Activation.NONE), "a");
    net.add("sum", new Operation.Add(Activation.RELU), "stem", "b");
    net.add("down", convolution(2 * channels, 2, Activation.RELU), "sum");
    net.add("pool", new Operation.GlobalPooling(), "down");
    net.add("logits", new Operation.Dense(CLASSES), "pool");
    return networkCase("residual", net, batchSize);
  }

  /** Separable convolutions with all three kernel sizes, joined in both ways. */
  static NetworkCase separable(int channels, int batchSize) {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 16, 16), CLASSES);
    net.add("stem", convolution(channels, 1, Activation.RELU), "input");
    net.add("three", separable(channels, 3, 1), "stem");
    net.add("five", separable(channels, 5, 1), "stem");
    net.add("sum", new Operation.Add(Activation.NONE), "three", "five");
    net.add("seven", separable(channels, 7, 2), "sum");
    net.add("max", new Operation.MaxPooling(3, 2), "sum");
    net.add("concat", new Operation.Concat(), "seven", "max");
    net.add("pool", new Operation.GlobalPooling(), "concat");
    net.add("logits", new Operation.Dense(CLASSES), "pool");
    return networkCase("separable", net, batchSize);
  }

  private static Operation convolution(int channels, int stride, Activation activation) {
    return new Operation.Convolution(channels, 3, stride, 1, 1, activation);
  }

  private static Operation separable(int channels, int kernel, int stride) {
    return new Operation.SeparableConvolution(channels, kernel, stride, 1, Activation.RELU);
  }

  private static NetworkCase networkCase(String name, ArchitectureBuilder net, int batchSize) {
    Program program = Program.of(net.build());
    return new NetworkCase(
        name, program, RandomInputs.weights(program, 1), RandomInputs.batch(program, batchSize, 2));
  }
}
