package org.epnas.training.backend;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** Whole networks of the kinds that searches meet, for tests of plans and costs. */
public final class TypicalNetworks {
  private static final int CLASSES = 10;

  private TypicalNetworks() {}

  /**
   * Two cells of separable convolutions with 64 channels, a reduction, two cells with 128. A cell
   * adds two pairs of branches and concatenates the sums; one branch reads the cell before the
   * last.
   */
  public static Architecture separableCells() {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 32, 32), CLASSES);
    String stem = convolution(net, "stem", Architecture.INPUT, 64, 3, 1, Activation.RELU);
    String reduced = reduction(net, "reduction", pairOfCells(net, "fine", stem, 64), 128);
    return head(net, pairOfCells(net, "coarse", reduced, 128));
  }

  private static String pairOfCells(ArchitectureBuilder net, String name, String x, int channels) {
    String first = cell(net, name + "-1", x, x, channels);
    return cell(net, name + "-2", x, first, channels);
  }

  private static String reduction(ArchitectureBuilder net, String name, String x, int channels) {
    return net.add(name, new Operation.SeparableConvolution(channels, 5, 2, 1, Activation.RELU), x);
  }

  private static String cell(
      ArchitectureBuilder net, String name, String before, String x, int channels) {
    String a = separable(net, name + "-a", before, channels, 3);
    String b = separable(net, name + "-b", x, channels, 5);
    String c = separable(net, name + "-c", x, channels, 3);
    String d = net.add(name + "-d", new Operation.AveragePooling(3, 1), x);
    String left = net.add(name + "-left", new Operation.Add(Activation.NONE), a, b);
    String right = net.add(name + "-right", new Operation.Add(Activation.NONE), c, d);
    String both = net.add(name + "-both", new Operation.Concat(), left, right);
    return convolution(net, name, both, channels, 1, 1, Activation.RELU);
  }

  private static String separable(
      ArchitectureBuilder net, String name, String x, int channels, int kernel) {
    return net.add(
        name, new Operation.SeparableConvolution(channels, kernel, 1, 1, Activation.RELU), x);
  }

  private static String convolution(
      ArchitectureBuilder net,
      String name,
      String x,
      int channels,
      int kernel,
      int stride,
      Activation activation) {
    return net.add(name, new Operation.Convolution(channels, kernel, stride, 1, 1, activation), x);
  }

  private static Architecture head(ArchitectureBuilder net, String x) {
    String pooled = net.add("pool", new Operation.GlobalPooling(), x);
    net.add("logits", new Operation.Dense(CLASSES), pooled);
    return net.build();
  }
}
