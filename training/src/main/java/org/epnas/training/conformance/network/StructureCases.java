package org.epnas.training.conformance.network;

import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;

/** Graphs rather than ops: fan-out, joins, fusable chains, parts without a gradient. */
public final class StructureCases {
  private static final int CLASSES = 5;

  private StructureCases() {}

  public static Stream<NetworkCase> all() {
    return Stream.of(
        readThreeTimes(),
        sameTensorTwice(),
        sumOfThree(),
        unequalConcat(),
        concatOfOneTensor(),
        normTwice(),
        activationReadTwice(),
        preActivation(),
        normOfPoolAndSum(),
        joinsWithTheImage(),
        poolOfTheImage(),
        deadBranch(),
        twoDropouts(),
        spatialLogits(),
        mixed());
  }

  private static NetworkCase readThreeTimes() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.convolution(IMAGE, 16, 1);
    int conv = net.convolution(x, 16, 3);
    int pool = net.maxPool(x, 3, 1);
    net.dense(net.sum(conv, pool, x), CLASSES);
    return NetworkCase.of("one tensor read by a convolution, a pool and an addition", net, 4);
  }

  private static NetworkCase sameTensorTwice() {
    ProgramBuilder net = new ProgramBuilder(3, 7, 5);
    int x = net.convolution(IMAGE, 17, 1);
    net.dense(net.sum(x, x), CLASSES);
    return NetworkCase.of("the same tensor twice in an addition", net, 4);
  }

  private static NetworkCase sumOfThree() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int a = net.convolution(IMAGE, 20, 1);
    int b = net.convolution(IMAGE, 20, 3);
    int c = net.convolution(IMAGE, 20, 5);
    net.dense(net.activate(net.sum(a, b, c), Activation.RELU), CLASSES);
    return NetworkCase.of("sum of three, then an activation", net, 4);
  }

  private static NetworkCase unequalConcat() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int a = net.convolution(IMAGE, 1, 1);
    int b = net.convolution(IMAGE, 17, 3);
    int c = net.convolution(IMAGE, 32, 1);
    net.dense(net.convolution(net.concat(a, b, c), 16, 1), CLASSES);
    return NetworkCase.of("concat of 1, 17 and 32 channels", net, 4);
  }

  private static NetworkCase concatOfOneTensor() {
    ProgramBuilder net = new ProgramBuilder(3, 5, 5);
    int a = net.convolution(IMAGE, 16, 1);
    int b = net.convolution(a, 16, 3);
    int joined = net.concat(a, b, a);
    net.dense(net.sum(joined, joined), CLASSES);
    return NetworkCase.of("a tensor twice in a concat, whose result is added to itself", net, 4);
  }

  private static NetworkCase normTwice() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.convolution(IMAGE, 16, 3);
    int a = net.activate(net.batchNorm(x), Activation.RELU);
    int b = net.activate(net.batchNorm(x), Activation.SWISH);
    net.dense(net.sum(a, b), CLASSES);
    return NetworkCase.of("two batch norms of one tensor", net, 4);
  }

  private static NetworkCase activationReadTwice() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int norm = net.batchNorm(net.convolution(IMAGE, 16, 3));
    int relu = net.activate(norm, Activation.RELU);
    net.dense(net.sum(relu, net.averagePool(norm, 3, 1)), CLASSES);
    return NetworkCase.of("a batch norm read by its activation and by a pool", net, 4);
  }

  /** One tensor is activated, pooled, and added as it is. */
  private static NetworkCase preActivation() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.sum(net.convolution(IMAGE, 16, 1), net.convolution(IMAGE, 16, 3));
    int relu = net.activate(x, Activation.RELU);
    int first = net.batchNorm(net.convolution(relu, 16, 3));
    int second = net.batchNorm(net.convolution(relu, 16, 1));
    int joined = net.sum(first, second, net.averagePool(x, 3, 1), x);
    int again = net.batchNorm(net.convolution(net.activate(joined, Activation.RELU), 16, 3));
    net.dense(net.sum(again, joined), CLASSES);
    return NetworkCase.of("sums read by their activation, by a pool and by a sum", net, 4);
  }

  private static NetworkCase normOfPoolAndSum() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.convolution(IMAGE, 16, 3);
    int pooled = net.batchNorm(net.averagePool(x, 2, 2));
    int halved = net.batchNorm(net.convolution(net.activate(x, Activation.RELU), 16, 3, 2, 1, 1));
    int sum = net.sum(pooled, halved, net.convolution(net.maxPool(x, 3, 2), 16, 1));
    int head = net.activate(net.batchNorm(sum), Activation.RELU);
    net.dense(net.globalPool(head), CLASSES);
    return NetworkCase.of("batch norms of a pool and of a sum", net, 4);
  }

  private static NetworkCase joinsWithTheImage() {
    ProgramBuilder net = new ProgramBuilder(16, 8, 8);
    int x = net.convolution(IMAGE, 16, 3);
    int sum = net.sum(x, IMAGE);
    net.dense(net.convolution(net.concat(sum, IMAGE), 8, 3), CLASSES);
    return NetworkCase.of("the image added and concatenated", net, 4);
  }

  private static NetworkCase poolOfTheImage() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int pooled = net.activate(net.maxPool(IMAGE, 3, 2), Activation.RELU);
    net.dense(net.concat(pooled, net.convolution(pooled, 16, 3)), CLASSES);
    return NetworkCase.of("ops before the first parameter", net, 4);
  }

  private static NetworkCase deadBranch() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.convolution(IMAGE, 16, 3);
    net.batchNorm(net.convolution(x, 16, 3));
    net.dense(net.globalPool(x), CLASSES);
    return NetworkCase.of("a dead branch, whose parameters stay", net, 4);
  }

  private static NetworkCase twoDropouts() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.dropout(net.convolution(IMAGE, 17, 3), 0.2);
    net.dense(net.dropout(net.globalPool(x), 0.5), CLASSES);
    return NetworkCase.of("two dropouts", net, 5);
  }

  private static NetworkCase spatialLogits() {
    ProgramBuilder net = new ProgramBuilder(3, 5, 5);
    net.globalPool(net.convolution(IMAGE, CLASSES, 3));
    return NetworkCase.of("logits from a global pool", net, 4);
  }

  /** Every operation of an architecture, lowered. */
  public static NetworkCase mixed() {
    Program program = Program.of(mixedArchitecture());
    return new NetworkCase(
        "architecture with every operation",
        program,
        RandomInputs.weights(program, 1),
        RandomInputs.batch(program, 8, 2));
  }

  private static Architecture mixedArchitecture() {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 10, 10), CLASSES);
    net.add("stem", new Operation.Convolution(8, 3, 1, 1, 1, Activation.RELU), "input");
    net.add("separable", new Operation.SeparableConvolution(8, 5, 1, 1, Activation.RELU), "stem");
    net.add("depthwise", new Operation.DepthwiseConvolution(3, 1, 2, Activation.SWISH), "stem");
    net.add("sum", new Operation.Add(Activation.RELU), "separable", "depthwise");
    net.add("max", new Operation.MaxPooling(3, 2), "sum");
    net.add("average", new Operation.AveragePooling(3, 2), "stem");
    net.add("concat", new Operation.Concat(), "max", "average");
    net.add("residual", new Operation.InvertedResidual(16, 3, 1, 2), "concat");
    net.add("grouped", new Operation.Convolution(20, 3, 1, 1, 2, Activation.RELU6), "residual");
    net.add("relu", new Operation.Activate(Activation.RELU), "grouped");
    net.add("projection", new Operation.Projection(20), "relu");
    net.add("preactivated", new Operation.Add(Activation.NONE), "projection", "grouped");
    net.add("norm", new Operation.BatchNorm(Activation.RELU), "preactivated");
    net.add("pool", new Operation.GlobalPooling(), "norm");
    net.add("dropout", new Operation.Dropout(0.2), "pool");
    net.add("logits", new Operation.Dense(CLASSES), "dropout");
    return net.build();
  }
}
