package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Operations.conv;
import static org.epnas.kernel.architecture.Operations.maxPool;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeInferenceTest {
  private static final TensorShape IMAGE = new TensorShape(6, 7, 5);

  /**
   * The convolution formula with padding dilation * (kernel - 1) / 2 against ceil(side / stride).
   */
  @ParameterizedTest
  @CsvSource({
    "7, 1, 1, 1",
    "7, 3, 1, 1",
    "7, 3, 2, 1",
    "8, 3, 2, 1",
    "8, 1, 2, 1",
    "1, 15, 3, 1",
    "9, 5, 2, 2",
    "10, 5, 3, 2",
    "32, 7, 2, 3",
    "33, 7, 4, 3",
    "2, 3, 2, 64"
  })
  void windowsPadToTheSameSize(int side, int kernel, int stride, int dilation) {
    int padding = dilation * (kernel - 1) / 2;
    int expected = (side + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
    Operation operation =
        new Operation.Convolution(4, kernel, stride, dilation, 1, Activation.NONE);

    TensorShape output =
        ShapeInference.output(operation, List.of(new TensorShape(3, side, 2 * side)));

    assertThat(output.height()).isEqualTo(expected);
    assertThat(output.height()).isEqualTo((int) Math.ceil((double) side / stride));
    assertThat(output.width()).isEqualTo((int) Math.ceil(2.0 * side / stride));
    assertThat(output.channels()).isEqualTo(4);
  }

  @Test
  void everyOperationHasAShape() {
    Activation relu = Activation.RELU;
    assertShape(conv(8, 3, 2), "8x4x3");
    assertShape(new Operation.DepthwiseConvolution(3, 2, 1, relu), "6x4x3");
    assertShape(new Operation.SeparableConvolution(8, 3, 2, 1, relu), "8x4x3");
    assertShape(new Operation.InvertedResidual(8, 3, 2, 6), "8x4x3");
    assertShape(maxPool(3, 2), "6x4x3");
    assertShape(new Operation.AveragePooling(3, 3), "6x3x2");
    assertShape(new Operation.Projection(8), "8x7x5");
    assertShape(new Operation.BatchNorm(relu), "6x7x5");
    assertShape(new Operation.Activate(relu), "6x7x5");
    assertShape(new Operation.Identity(), "6x7x5");
    assertShape(new Operation.GlobalPooling(), "6x1x1");
    assertShape(new Operation.Dropout(0.5), "6x7x5");
    assertShape(new Operation.Dense(10), "10x1x1");
  }

  private static void assertShape(Operation operation, String expected) {
    assertThat(ShapeInference.output(operation, List.of(IMAGE))).hasToString(expected);
  }

  @Test
  void concatAddsChannelsAndAddKeepsThem() {
    List<TensorShape> inputs = List.of(IMAGE, IMAGE.withChannels(2), IMAGE);

    assertThat(ShapeInference.output(new Operation.Concat(), inputs)).hasToString("14x7x5");
    assertThat(ShapeInference.output(Operations.add(), List.of(IMAGE, IMAGE))).isEqualTo(IMAGE);
  }

  @Test
  void shapesComeInLayerOrder() {
    assertThat(ResNet20.create().shapes().sequencedKeySet())
        .startsWith("input", "stem", "stage0-block0-1")
        .endsWith("pool", "logits");
    assertThat(ResNet20.create().shapes())
        .containsEntry("stage1-block0-add", new TensorShape(32, 16, 16));
  }
}
