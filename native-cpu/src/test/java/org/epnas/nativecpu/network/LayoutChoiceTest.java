package org.epnas.nativecpu.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.junit.jupiter.api.Test;

final class LayoutChoiceTest {
  /** 3 -> a convolution of the image, which does not count, then a 3x3 from a to b channels. */
  private static Program convolution(int a, int b) {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    net.dense(net.convolution(net.convolution(ProgramBuilder.IMAGE, a, 3), b, 3), 4);
    return net.build();
  }

  @Test
  void countsTheOperationsThatPaddingAdds() {
    assertThat(LayoutChoice.padding(convolution(16, 32), 16)).isEqualTo(1);
    // 20 * 20 = 400 products per tap and pixel, padded to 24 * 24 = 576 or 32 * 32 = 1024.
    assertThat(LayoutChoice.padding(convolution(20, 20), 8)).isEqualTo(1.44, within(1e-9));
    assertThat(LayoutChoice.padding(convolution(20, 20), 16)).isEqualTo(2.56, within(1e-9));
  }

  @Test
  void blocksWholeBlocksAndPutsNarrowLayersChannelsLast() {
    try (OneDnn dnn = OneDnn.open()) {
      if (OneDnnLibrary.get().instructionSet().matches("AVX(2|-512).*")) {
        assertThat(LayoutChoice.of(convolution(32, 64), dnn, DataType.F32))
            .isIn(Layout.BLOCKED_8, Layout.BLOCKED_16);
      }
      // 9 * 9 = 81 against 16 * 16 = 256 in blocks of either size: 3.2 times.
      assertThat(LayoutChoice.of(convolution(9, 9), dnn, DataType.F32))
          .isEqualTo(Layout.CHANNELS_LAST);
    }
  }
}
