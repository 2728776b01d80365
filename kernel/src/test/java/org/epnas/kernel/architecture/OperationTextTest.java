package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Activation.NONE;
import static org.epnas.kernel.architecture.Activation.RELU;
import static org.epnas.kernel.architecture.Activation.RELU6;
import static org.epnas.kernel.architecture.Activation.SWISH;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperationTextTest {
  /** Neighbours differ in one attribute each. */
  private static final List<Operation> DIFFERENT =
      List.of(
          new Operation.Convolution(4, 3, 1, 1, 1, RELU),
          new Operation.Convolution(8, 3, 1, 1, 1, RELU),
          new Operation.Convolution(8, 5, 1, 1, 1, RELU),
          new Operation.Convolution(8, 5, 2, 1, 1, RELU),
          new Operation.Convolution(8, 5, 2, 2, 1, RELU),
          new Operation.Convolution(8, 5, 2, 2, 4, RELU),
          new Operation.Convolution(8, 5, 2, 2, 4, RELU6),
          new Operation.DepthwiseConvolution(3, 1, 1, NONE),
          new Operation.DepthwiseConvolution(5, 1, 1, NONE),
          new Operation.DepthwiseConvolution(5, 2, 1, NONE),
          new Operation.DepthwiseConvolution(5, 2, 2, NONE),
          new Operation.DepthwiseConvolution(5, 2, 2, SWISH),
          new Operation.SeparableConvolution(4, 3, 1, 1, NONE),
          new Operation.SeparableConvolution(8, 3, 1, 1, NONE),
          new Operation.SeparableConvolution(8, 5, 1, 1, NONE),
          new Operation.SeparableConvolution(8, 5, 2, 1, NONE),
          new Operation.SeparableConvolution(8, 5, 2, 2, NONE),
          new Operation.SeparableConvolution(8, 5, 2, 2, RELU),
          new Operation.InvertedResidual(4, 3, 1, 1),
          new Operation.InvertedResidual(8, 3, 1, 1),
          new Operation.InvertedResidual(8, 5, 1, 1),
          new Operation.InvertedResidual(8, 5, 2, 1),
          new Operation.InvertedResidual(8, 5, 2, 6),
          new Operation.Projection(4),
          new Operation.Projection(8),
          new Operation.BatchNorm(NONE),
          new Operation.BatchNorm(RELU),
          new Operation.Activate(RELU),
          new Operation.Activate(SWISH),
          new Operation.MaxPooling(3, 1),
          new Operation.MaxPooling(5, 1),
          new Operation.MaxPooling(5, 2),
          new Operation.AveragePooling(3, 1),
          new Operation.AveragePooling(5, 1),
          new Operation.AveragePooling(5, 2),
          new Operation.Identity(),
          new Operation.Add(NONE),
          new Operation.Add(RELU),
          new Operation.Concat(),
          new Operation.GlobalPooling(),
          new Operation.Dropout(0.1),
          new Operation.Dropout(0.2),
          new Operation.Dense(10),
          new Operation.Dense(11));

  @Test
  void tellsAllOperationsApart() {
    assertThat(DIFFERENT).extracting(OperationText::of).doesNotHaveDuplicates();
  }
}
