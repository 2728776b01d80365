package org.epnas.study.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Operation;
import org.junit.jupiter.api.Test;

class OperationTextTest {
  @Test
  void whatIsUsualOrInTheShapeIsLeftOut() {
    assertThat(OperationText.of(new Operation.Convolution(32, 3, 1, 1, 1, Activation.RELU)))
        .isEqualTo("conv 3x3, relu");
    assertThat(OperationText.of(new Operation.Convolution(32, 5, 2, 2, 4, Activation.NONE)))
        .isEqualTo("conv 5x5, stride 2, dilation 2, groups 4");
    assertThat(OperationText.of(new Operation.InvertedResidual(16, 3, 2, 6)))
        .isEqualTo("inverted residual 3x3, stride 2, expansion 6");
    assertThat(OperationText.of(new Operation.Add(Activation.RELU6))).isEqualTo("add, relu6");
    assertThat(OperationText.of(new Operation.Add(Activation.NONE))).isEqualTo("add");
    assertThat(OperationText.of(new Operation.BatchNorm(Activation.RELU)))
        .isEqualTo("batch norm, relu");
    assertThat(OperationText.of(new Operation.BatchNorm(Activation.NONE))).isEqualTo("batch norm");
    assertThat(OperationText.of(new Operation.Activate(Activation.RELU6))).isEqualTo("relu6");
    assertThat(OperationText.of(new Operation.Projection(8))).isEqualTo("conv 1x1, without norm");
    assertThat(OperationText.of(new Operation.GlobalPooling())).isEqualTo("global pooling");
    assertThat(OperationText.of(new Operation.Dense(10))).isEqualTo("dense");
  }
}
