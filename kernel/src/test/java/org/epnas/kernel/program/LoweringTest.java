package org.epnas.kernel.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Activation.NONE;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.kernel.architecture.Activation.RELU6;
import static org.epnas.kernel.architecture.Activation.SWISH;
import static org.epnas.kernel.program.Parameter.Role.BIAS;
import static org.epnas.kernel.program.Parameter.Role.CONVOLUTION_WEIGHT;
import static org.epnas.kernel.program.Parameter.Role.DENSE_WEIGHT;
import static org.epnas.kernel.program.Parameter.Role.RUNNING_MEAN;
import static org.epnas.kernel.program.Parameter.Role.RUNNING_VARIANCE;
import static org.epnas.kernel.program.Parameter.Role.SCALE;
import static org.epnas.kernel.program.Parameter.Role.SHIFT;

import java.util.List;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.Operations;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;

class LoweringTest {
  private final ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(4, 8, 8), 3);

  private Program program() {
    builder.add("fc", new Operation.Dense(3), builder.last());
    return Program.of(builder.build());
  }

  private static List<String> kinds(Program program) {
    return program.ops().stream().map(op -> op.getClass().getSimpleName()).toList();
  }

  private static List<String> names(Program program) {
    return program.parameters().stream().map(Parameter::name).toList();
  }

  @Test
  void convolutionBecomesConvolutionNormAndActivation() {
    builder.add("conv1", new Operation.Convolution(6, 5, 2, 3, 2, SWISH), "input");

    // Padding 3 * (5 - 1) / 2 = 6; the weight reads 4 / 2 channels; 6 * 4 * 4 = 96 features.
    assertThat(program())
        .isEqualTo(
            new Program(
                List.of(
                    new TensorShape(4, 8, 8),
                    new TensorShape(6, 4, 4),
                    new TensorShape(6, 4, 4),
                    new TensorShape(6, 4, 4),
                    new TensorShape(3, 1, 1)),
                List.of(
                    new Parameter("conv1/conv/weight", List.of(6, 2, 5, 5), CONVOLUTION_WEIGHT),
                    new Parameter("conv1/norm/scale", List.of(6), SCALE),
                    new Parameter("conv1/norm/shift", List.of(6), SHIFT),
                    new Parameter("conv1/norm/mean", List.of(6), RUNNING_MEAN),
                    new Parameter("conv1/norm/variance", List.of(6), RUNNING_VARIANCE),
                    new Parameter("fc/dense/weight", List.of(3, 96), DENSE_WEIGHT),
                    new Parameter("fc/dense/bias", List.of(3), BIAS)),
                List.of(
                    new Op.Convolution(0, 1, 0, 5, 2, 6, 3, 2),
                    new Op.BatchNorm(1, 2, 1, 2, 3, 4),
                    new Op.Activate(2, 3, SWISH),
                    new Op.Dense(3, 4, 5, 6)),
                List.of("conv1", "conv1", "conv1", "fc")));
  }

  @Test
  void activationNoneWritesNothing() {
    builder.add("conv1", Operations.linear(4, 3, 1), "input");
    builder.add("sum", new Operation.Add(NONE), "conv1", "input");

    assertThat(kinds(program())).containsExactly("Convolution", "BatchNorm", "Add", "Dense");
  }

  @Test
  void depthwiseConvolutionHasOneGroupPerChannel() {
    builder.add("dw", new Operation.DepthwiseConvolution(3, 2, 1, RELU), "input");
    Program program = program();

    assertThat(program.ops().getFirst()).isEqualTo(new Op.Convolution(0, 1, 0, 3, 2, 1, 1, 4));
    assertThat(program.parameters().getFirst())
        .isEqualTo(new Parameter("dw/depthwise/weight", List.of(4, 1, 3, 3), CONVOLUTION_WEIGHT));
    assertThat(kinds(program)).containsExactly("Convolution", "BatchNorm", "Activate", "Dense");
  }

  @Test
  void separableConvolutionNormalisesOnce() {
    builder.add("sep", new Operation.SeparableConvolution(6, 3, 2, 2, RELU), "input");
    Program program = program();

    assertThat(program.ops().subList(0, 4))
        .containsExactly(
            new Op.Convolution(0, 1, 0, 3, 2, 2, 2, 4),
            new Op.Convolution(1, 2, 1, 1, 1, 0, 1, 1),
            new Op.BatchNorm(2, 3, 2, 3, 4, 5),
            new Op.Activate(3, 4, RELU));
    assertThat(names(program))
        .startsWith("sep/depthwise/weight", "sep/pointwise/weight", "sep/norm/scale");
  }

  @Test
  void invertedResidualExpandsProjectsAndAdds() {
    builder.add("block", new Operation.InvertedResidual(4, 3, 1, 6), "input");
    Program program = program();

    assertThat(program.ops().subList(0, 9))
        .containsExactly(
            new Op.Convolution(0, 1, 0, 1, 1, 0, 1, 1),
            new Op.BatchNorm(1, 2, 1, 2, 3, 4),
            new Op.Activate(2, 3, RELU6),
            new Op.Convolution(3, 4, 5, 3, 1, 1, 1, 24),
            new Op.BatchNorm(4, 5, 6, 7, 8, 9),
            new Op.Activate(5, 6, RELU6),
            new Op.Convolution(6, 7, 10, 1, 1, 0, 1, 1),
            new Op.BatchNorm(7, 8, 11, 12, 13, 14),
            new Op.Add(List.of(0, 8), 9));
    assertThat(names(program))
        .contains(
            "block/expand/weight",
            "block/expand-norm/scale",
            "block/depthwise/weight",
            "block/depthwise-norm/shift",
            "block/project/weight",
            "block/project-norm/variance")
        .doesNotHaveDuplicates();
  }

  @Test
  void invertedResidualAddsOnlyWhereTheShapeStays() {
    builder.add("narrow", new Operation.InvertedResidual(5, 3, 1, 1), "input");
    builder.add("strided", new Operation.InvertedResidual(5, 3, 2, 1), "narrow");
    Program program = program();

    assertThat(kinds(program)).doesNotContain("Add");
    assertThat(names(program)).doesNotContain("narrow/expand/weight");
  }

  @Test
  void projectionIsAConvolutionAndNothingElse() {
    builder.add("shortcut", new Operation.Projection(6), "input");
    Program program = program();

    assertThat(program.ops().getFirst()).isEqualTo(new Op.Convolution(0, 1, 0, 1, 1, 0, 1, 1));
    assertThat(kinds(program)).containsExactly("Convolution", "Dense");
    assertThat(program.parameters().getFirst())
        .isEqualTo(new Parameter("shortcut/conv/weight", List.of(6, 4, 1, 1), CONVOLUTION_WEIGHT));
  }

  @Test
  void activationAndNormStandByThemselves() {
    builder.add("relu", new Operation.Activate(RELU), "input");
    builder.add("pre", Operations.linear(4, 3, 1), "relu");
    builder.add("sum", new Operation.Add(NONE), "pre", "input");
    builder.add("norm", new Operation.BatchNorm(RELU6), "sum");
    Program program = program();

    assertThat(program.ops().subList(0, 6))
        .containsExactly(
            new Op.Activate(0, 1, RELU),
            new Op.Convolution(1, 2, 0, 3, 1, 1, 1, 1),
            new Op.BatchNorm(2, 3, 1, 2, 3, 4),
            new Op.Add(List.of(3, 0), 4),
            new Op.BatchNorm(4, 5, 5, 6, 7, 8),
            new Op.Activate(5, 6, RELU6));
    assertThat(names(program))
        .contains("norm/norm/scale", "norm/norm/shift", "norm/norm/mean", "norm/norm/variance");
  }

  @Test
  void normWithoutActivationIsOneOp() {
    builder.add("norm", new Operation.BatchNorm(NONE), "input");

    assertThat(kinds(program())).containsExactly("BatchNorm", "Dense");
  }

  /** A kernel as wide as its stride tiles the image: 8x8 becomes 4x4. */
  @Test
  void poolingsWithEvenKernelsAreNotPadded() {
    builder.add("average", new Operation.AveragePooling(2, 2), "input");
    builder.add("wide", new Operation.AveragePooling(4, 4), "average");
    Program program = program();

    assertThat(program.ops().subList(0, 2))
        .containsExactly(new Op.AveragePool(0, 1, 2, 2, 0), new Op.AveragePool(1, 2, 4, 4, 0));
    assertThat(program.tensors()).contains(new TensorShape(4, 4, 4), new TensorShape(4, 1, 1));
  }

  @Test
  void poolingsArePaddedLikeConvolutions() {
    builder.add("max", Operations.maxPool(5, 2), "input");
    builder.add("average", new Operation.AveragePooling(3, 1), "max");
    builder.add("pool", new Operation.GlobalPooling(), "average");

    assertThat(program().ops().subList(0, 3))
        .containsExactly(
            new Op.MaxPool(0, 1, 5, 2, 2),
            new Op.AveragePool(1, 2, 3, 1, 1),
            new Op.GlobalAveragePool(2, 3));
  }

  @Test
  void dropoutsAreNumbered() {
    builder.add("first", new Operation.Dropout(0.25), "input");
    builder.add("second", new Operation.Dropout(0.5), "first");

    assertThat(program().ops().subList(0, 2))
        .containsExactly(new Op.Dropout(0, 1, 0.25, 0), new Op.Dropout(1, 2, 0.5, 1));
  }

  @Test
  void identitiesAndDeadLayersLeaveNoTrace() {
    builder.add("dead", Operations.conv(9, 3), "input");
    builder.add("same", new Operation.Identity(), "input");
    builder.add("both", new Operation.Concat(), "same", "input");
    Program program = program();

    assertThat(program.tensors())
        .containsExactly(
            new TensorShape(4, 8, 8), new TensorShape(8, 8, 8), new TensorShape(3, 1, 1));
    assertThat(program.ops().getFirst()).isEqualTo(new Op.Concat(List.of(0, 0), 1));
    assertThat(program.origins()).containsExactly("both", "fc");
    assertThat(names(program)).containsExactly("fc/dense/weight", "fc/dense/bias");
  }

  @Test
  void programKnowsItsEnds() {
    builder.add("conv1", Operations.conv(4, 3), "input");
    Program program = program();

    assertThat(program.input()).hasToString("4x8x8");
    assertThat(program.logits()).isEqualTo(4);
    assertThat(program.classes()).isEqualTo(3);
  }
}
