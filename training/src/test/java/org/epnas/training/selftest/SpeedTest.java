package org.epnas.training.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.program.Program;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.conformance.network.ResNet;
import org.junit.jupiter.api.Test;

final class SpeedTest {
  @Test
  void aThroughputIsTheMedianOfItsRoundsWithTheirRange() {
    assertThat(Throughput.of(30, 10, 20)).isEqualTo(new Throughput(20, 10, 30));
    assertThat(Throughput.of(4, 1, 3, 2)).isEqualTo(new Throughput(2.5, 1, 4));
  }

  @Test
  void convolutionsAreCountedOncePerPass() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    int x = net.convolution(ProgramBuilder.IMAGE, 4, 3);
    int y = net.convolution(net.batchNorm(x), 5, 1);
    net.dense(net.globalPool(y), 2);

    // 3x3 over 3 channels, 4 x 8 x 8 outputs, a multiply-add is 2; no gradient of the image.
    long first = 2 * (2 * 9 * 3 * 4 * 64);
    // 1x1 over 4 channels, 5 x 8 x 8 outputs; forward and both gradients.
    long second = 3 * (2 * 4 * 5 * 64);
    assertThat(TrainingFlops.ofConvolutions(net.build())).isEqualTo(first + second);
  }

  /** ResNet-20 has 40.8 M multiply-adds (He et al. 2016), of which the head has 640. */
  @Test
  void resNet20TakesAbout245MillionOperationsAnImage() {
    assertThat(TrainingFlops.ofConvolutions(Program.of(ResNet.build(3))))
        .isBetween(240_000_000L, 250_000_000L);
  }
}
