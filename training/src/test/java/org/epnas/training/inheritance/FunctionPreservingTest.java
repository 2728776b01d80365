package org.epnas.training.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.training.inheritance.Networks.add;
import static org.epnas.training.inheritance.Networks.classified;
import static org.epnas.training.inheritance.Networks.conv;
import static org.epnas.training.inheritance.Networks.depthwise;
import static org.epnas.training.inheritance.Networks.linear;
import static org.epnas.training.inheritance.Networks.separable;
import static org.epnas.training.inheritance.Networks.stem;

import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.program.Program;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transformations after which the child computes what its parent does. */
class FunctionPreservingTest {
  record Case(String name, Architecture parent, Architecture child) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> widened() {
    return Stream.of(
        new Case("nothing changed", chain(4, 6, 3), chain(4, 6, 3)),
        new Case("stem widened", chain(4, 6, 3), chain(7, 6, 3)),
        new Case("both widened", chain(4, 6, 3), chain(8, 9, 3)),
        new Case("kernels enlarged", chain(4, 6, 3), chain(4, 6, 5)),
        new Case("widened and enlarged", chain(4, 6, 3), chain(6, 8, 5)),
        new Case("pre-activated residual widened", preActivated(4), preActivated(6)),
        new Case("residual group widened", residual(4), residual(6)),
        new Case("both sides of a concatenation widened", joined(3, 4), joined(5, 7)),
        new Case("expansion grown", inverted(4, 2), inverted(4, 3)),
        new Case("inverted residual widened", inverted(4, 2), inverted(6, 2)),
        new Case("separable widened", separated(4), separated(8)),
        new Case("dense on pixels widened", pixels(3), pixels(5)));
  }

  static Stream<Case> inserted() {
    Architecture parent = chain(4, 6, 3);
    return Stream.of(
        new Case("convolution", parent, behindStem(conv(4, 3))),
        new Case("1x1 convolution", parent, behindStem(conv(4, 1))),
        new Case("wider convolution", parent, behindStem(conv(8, 3))),
        new Case("dilated convolution", parent, behindStem(dilated(4))),
        new Case("depthwise convolution", parent, behindStem(depthwise(5))),
        new Case("separable convolution", parent, behindStem(separable(4, 3))),
        new Case("wider separable convolution", parent, behindStem(separable(8, 3))),
        new Case(
            "inverted residual", parent, behindStem(new Operation.InvertedResidual(4, 3, 1, 2))),
        new Case("batch norm", parent, behindStem(new Operation.BatchNorm(Activation.RELU))),
        new Case("projection", parent, behindStem(new Operation.Projection(4))),
        new Case("wider projection", parent, behindStem(new Operation.Projection(8))),
        new Case(
            "activation and projection",
            parent,
            behindStem(new Operation.Activate(Activation.RELU), new Operation.Projection(4))),
        new Case("residual block", parent, block()),
        new Case("convolution on a concatenation", parent, concatenated()),
        new Case("two layers", parent, behindStem(conv(5, 3), conv(7, 3))),
        new Case("branch beside the path", branches(false), branches(true)),
        new Case("second branch of a cell", looseBranch(false), looseBranch(true)));
  }

  @ParameterizedTest
  @MethodSource("widened")
  void wideningKeepsTheFunction(Case transformation) {
    InheritanceReport report = assertKept(transformation).report();

    assertThat(report.overlapped()).isZero();
    assertThat(report.fresh()).isZero();
    assertThat(report.identity()).isZero();
    boolean changed = !transformation.parent().equals(transformation.child());
    assertThat(report.widened() > 0).isEqualTo(changed);
  }

  @ParameterizedTest
  @MethodSource("inserted")
  void insertionKeepsTheFunction(Case transformation) {
    InheritanceReport report = assertKept(transformation).report();

    assertThat(report.identity()).isPositive();
    assertThat(report.overlapped()).isZero();
  }

  private static Inherited assertKept(Case transformation) {
    Program parent = Program.of(transformation.parent());
    Program child = Program.of(transformation.child());
    Weights weights = Networks.trained(parent);

    Inherited inherited = Networks.inheritance().inherit(child, weights);

    double[] expected = Networks.outputs(parent, weights);
    assertThat(Networks.outputs(child, inherited.weights()))
        .containsExactly(expected, within(1e-4));
    InheritanceReport report = inherited.report();
    long trainable =
        child.parameters().stream()
            .filter(parameter -> parameter.role().trainable())
            .mapToLong(parameter -> parameter.elements())
            .sum();
    assertThat(
            report.copied()
                + report.widened()
                + report.overlapped()
                + report.identity()
                + report.fresh())
        .isEqualTo(trainable);
    return inherited;
  }

  private static Architecture chain(int first, int second, int kernel) {
    return tail(stem(first), second, kernel);
  }

  private static Architecture tail(ArchitectureBuilder builder, int channels, int kernel) {
    builder.add("conv", conv(channels, kernel), builder.last());
    builder.add("depthwise", depthwise(kernel), "conv");
    builder.add("drop", new Operation.Dropout(0.5), "depthwise");
    return classified(builder);
  }

  private static Architecture behindStem(Operation... operations) {
    ArchitectureBuilder builder = stem(4);
    for (Operation operation : operations) {
      builder.add("new" + builder.last(), operation, builder.last());
    }
    return tail(builder, 6, 3);
  }

  private static Operation dilated(int channels) {
    return new Operation.Convolution(channels, 3, 1, 2, 1, Activation.RELU);
  }

  private static Architecture block() {
    ArchitectureBuilder builder = stem(4);
    builder.add("block1a", conv(4, 3), "stem");
    builder.add("block1b", linear(4, 3), "block1a");
    builder.add("add1", add(), "block1b", "stem");
    return tail(builder, 6, 3);
  }

  private static Architecture concatenated() {
    ArchitectureBuilder builder = stem(4);
    builder.add("both", new Operation.Concat(), "stem", Architecture.INPUT);
    builder.add("new", conv(4, 3), "both");
    return tail(builder, 6, 3);
  }

  private static Architecture residual(int channels) {
    ArchitectureBuilder builder = stem(channels);
    builder.add("a", conv(channels, 3), "stem");
    builder.add("b", linear(channels, 3), "a");
    builder.add("sum", add(), "b", "stem");
    builder.add("maxpool", new Operation.MaxPooling(3, 2), "sum");
    builder.add("c", conv(5, 1), "maxpool");
    return classified(builder);
  }

  private static Architecture preActivated(int channels) {
    ArchitectureBuilder builder = stem(channels);
    builder.add("relu", new Operation.Activate(Activation.RELU), "stem");
    builder.add("a", linear(channels, 3), "relu");
    builder.add("sum", add(), "a", "stem");
    builder.add("tiles", new Operation.AveragePooling(2, 2), "sum");
    builder.add("shortcut", new Operation.Projection(5), "tiles");
    builder.add("norm", new Operation.BatchNorm(Activation.RELU), "shortcut");
    return classified(builder);
  }

  private static Architecture joined(int left, int right) {
    ArchitectureBuilder builder = stem(4);
    builder.add("left", conv(left, 1), "stem");
    builder.add("right", conv(right, 3), "stem");
    builder.add("both", new Operation.Concat(), "right", "left");
    builder.add("mix", conv(5, 1), "both");
    return classified(builder);
  }

  private static Architecture inverted(int channels, int expansion) {
    ArchitectureBuilder builder = stem(channels);
    builder.add("block", new Operation.InvertedResidual(channels, 3, 1, expansion), "stem");
    builder.add("reduce", new Operation.InvertedResidual(2 * channels, 3, 2, expansion), "block");
    return classified(builder);
  }

  private static Architecture separated(int channels) {
    ArchitectureBuilder builder = stem(4);
    builder.add("separable", separable(channels, 3), "stem");
    builder.add("avgpool", new Operation.AveragePooling(3, 2), "separable");
    return classified(builder);
  }

  /** The classifier reads 3x3 pixels of every channel. */
  private static Architecture pixels(int channels) {
    ArchitectureBuilder builder = stem(4);
    builder.add("last", conv(channels, 3), "stem");
    builder.add("maxpool", new Operation.MaxPooling(3, 2), "last");
    builder.add("classifier", new Operation.Dense(Networks.CLASSES), "maxpool");
    return builder.build();
  }

  /** A sum that gets a third term. */
  private static Architecture branches(boolean third) {
    ArchitectureBuilder builder = stem(4);
    builder.add("left", linear(4, 3), "stem");
    if (third) {
      builder.add("new", separable(4, 3), "stem");
      builder.add("sum", add(), "left", "new", "stem");
    } else {
      builder.add("sum", add(), "left", "stem");
    }
    return classified(builder);
  }

  /** A cell whose output is one sum, then the 1x1 convolution of two. */
  private static Architecture looseBranch(boolean second) {
    ArchitectureBuilder builder = stem(4);
    builder.add("branch1.left", linear(4, 3), "stem");
    String output = builder.add("branch1", add(), "branch1.left", "stem");
    if (second) {
      builder.add("branch2.left", linear(4, 1), "stem");
      builder.add("branch2.right", linear(4, 3), "stem");
      builder.add("branch2", add(), "branch2.left", "branch2.right");
      builder.add("concat", new Operation.Concat(), "branch1", "branch2");
      output = builder.add("out", conv(4, 1), "concat");
    }
    builder.add("next", conv(6, 3), output);
    return classified(builder);
  }
}
