package org.epnas.benchmarks.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.StepTime;
import org.junit.jupiter.api.Test;

final class RooflineTest {
  private static final int BATCH = 2;

  /** FLOPs of a 3x3 convolution from 3 to 16 channels on 8 x 8 pixels. */
  private static final double FLOPS = 2.0 * BATCH * 9 * 3 * 16 * 64;

  /** 100 GFLOP/s and 10 GB/s. */
  private static final Ceiling CEILING = new Ceiling(2, 110, 100, 0, 10, 10);

  private static Program program() {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 8, 8), 10);
    net.add("stem", new Operation.Convolution(16, 3, 1, 1, 1, Activation.NONE), "input");
    net.add("pool", new Operation.GlobalPooling(), "stem");
    net.add("logits", new Operation.Dense(10), "pool");
    return Program.of(net.build());
  }

  private static StepTime time(String pass, long bytes, double micros) {
    return new StepTime(pass + " Convolution of (stem), op 0", "java", bytes, micros);
  }

  @Test
  void countsTheWorkOfPassesThatMultiplyOnly() {
    Roofline roofline =
        Roofline.of(
            program(),
            BATCH,
            CEILING,
            List.of(
                time("transform kernels of", 100, 1),
                time("forward", 100, 10),
                time("backward weights", 100, 10)));

    assertThat(roofline.steps()).extracting(RooflineRow::flops).containsExactly(0.0, FLOPS, FLOPS);
    assertThat(roofline.matmulShare(CEILING)).isCloseTo(2 * FLOPS / 21e-6 / 100e9, within(1e-9));
  }

  @Test
  void addsUpStepsOfAKindAndJudgesThemByWhatLimitsThem() {
    Roofline roofline =
        Roofline.of(
            program(),
            BATCH,
            CEILING,
            List.of(time("forward", 100, 10), time("forward", 1_000_000, 200)));

    RooflineRow kind = roofline.kinds().getFirst();
    assertThat(kind.kind()).isEqualTo("forward convolution 3x3");
    assertThat(kind.micros()).isEqualTo(210);
    // The first is limited by arithmetic, the second by the 100 us that its bytes take.
    assertThat(kind.leastMicros()).isCloseTo(FLOPS / 100e3 + 100, within(1e-9));
  }
}
