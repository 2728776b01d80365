package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialNetworkTest {
  @Test
  void isSmall() {
    Architecture network = InitialNetwork.of(new TensorShape(3, 32, 32), 10);

    // Weights 3*9*16 + 16*9*32 + 32*9*64 + 64*9*64 = 432 + 4608 + 18432 + 36864 = 60336,
    // batch norms 2 * (16 + 32 + 64 + 64) = 352, dense 64 * 10 + 10 = 650.
    assertThat(Cost.of(network).parameters()).isEqualTo(60336 + 352 + 650);
    // Multiply-adds at 32x32, 16x16, 8x8, 8x8: 442368 + 1179648 + 1179648 + 2359296 = 5160960;
    // the rest is batch norm, activations, pooling and the dense layer.
    assertThat(Cost.of(network).flops()).isBetween(2L * 5160960, 2L * 5300000);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "2, 3, 2, 3",
    "5, 5, 5, 5",
    "7, 7, 4, 4",
    "8, 8, 4, 4",
    "16, 16, 4, 4",
    "28, 28, 7, 7",
    "32, 32, 8, 8",
    "33, 47, 5, 6",
    "96, 96, 6, 6",
    "224, 224, 7, 7",
    "3, 200, 3, 200",
  })
  void lastMapIsSmallButNotBelowFour(int height, int width, int lastHeight, int lastWidth) {
    Architecture network = InitialNetwork.of(new TensorShape(3, height, width), 2);

    assertThat(new Graph(network).finalMap()).isEqualTo(new TensorShape(64, lastHeight, lastWidth));
  }
}
