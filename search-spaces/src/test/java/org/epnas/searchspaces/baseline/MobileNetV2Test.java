package org.epnas.searchspaces.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetV2Test {
  private static final TensorShape IMAGENET = new TensorShape(3, 224, 224);
  private static final TensorShape CIFAR = new TensorShape(3, 32, 32);

  private final BaselineNetwork network = new MobileNetV2();

  /**
   * Published: 3.4 million at width 1 (Sandler et al. 2018, Table 4); torchvision has 3,504,872. At
   * 1.4 the table prints 6.9 million, but its own layers make 6.1.
   *
   * <p>By hand at width 1, each convolution with the 2 parameters per channel of its normalisation:
   * stem 3*9*32 + 64 = 928; 16 channels: 11*32 + 32*16 + 32 = 896; then for each bottleneck of i
   * inputs and o outputs 6i*i + 12i + 11*6i + 6i*o + 2o: 24 channels 5,136 + 8,832; 32 channels
   * 10,000 + 2 * 14,848; 64 channels 21,056 + 3 * 54,272; 96 channels 66,624 + 2 * 118,272; 160
   * channels 155,264 + 2 * 320,000; 320 channels 473,920; last 320*1280 + 2560 = 412,160;
   * classifier 1280*1000 + 1000 = 1,281,000. Together 3,504,872.
   */
  @ParameterizedTest
  @CsvSource({"0.35, 1677128", "0.5, 1968680", "1, 3504872", "1.4, 6108776"})
  void hasAsManyParametersAsPublished(double width, long parameters) {
    assertThat(Cost.of(network.create(IMAGENET, 1000, width)).parameters()).isEqualTo(parameters);
  }

  @Test
  void takesThreeHundredMillionMultiplyAddsOnAnImageOf224() {
    // Published: 300M multiply-adds, of 2 FLOPs each; ours count normalisation and activation too.
    assertThat(Cost.of(network.create(IMAGENET, 1000, 1)).flops())
        .isBetween(600_000_000L, 660_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"224, 7", "96, 3", "64, 4", "32, 4", "28, 4", "8, 4", "1, 1"})
  void endsOnASmallMap(int side, int finalSide) {
    Architecture architecture = network.create(new TensorShape(3, side, side), 10, 1);

    TensorShape last = architecture.shapes().get("last");
    assertThat(last).isEqualTo(new TensorShape(1280, finalSide, finalSide));
  }

  @Test
  void keepsTheMapOfA32x32ImageUpToTheThirdStride() {
    Architecture architecture = network.create(CIFAR, 10, 1);

    // As on CIFAR in other implementations: stem and 24 channels at 32x32, then 16, 8 and 4.
    assertThat(architecture.shapes().get("stem").height()).isEqualTo(32);
    assertThat(architecture.shapes().get("bottleneck24-1").height()).isEqualTo(32);
    assertThat(architecture.shapes().get("bottleneck32-1").height()).isEqualTo(16);
    assertThat(architecture.shapes().get("bottleneck64-1").height()).isEqualTo(8);
    assertThat(architecture.shapes().get("bottleneck160-1").height()).isEqualTo(4);
  }

  @Test
  void refusesOtherWidths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.create(CIFAR, 10, 2))
        .withMessage("MobileNetV2 width (2.0) must be from 0.35 to 1.4. Maybe use 1.");
  }
}
