package org.epnas.training.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.testkit.fake.AlteredBackend;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

final class LossCurveTest {
  private static final Program NETWORK = Program.of(ResNet.build(1, 4, new TensorShape(3, 8, 8)));

  private static final CompileOptions OPTIONS =
      new CompileOptions(ReferenceBackend.DEVICE, 4, Precision.FP32, 1, true, false, 3);

  @Test
  void theReferenceAgreesWithItselfAndLearns() {
    LossCurve curve = train(new ReferenceBackend(), 12);

    assertThat(curve.actual()).hasSize(12).isEqualTo(curve.expected());
    assertThat(curve.largestDifference()).isZero();
    assertThat(curve.actual().get(8)).isLessThan(curve.actual().get(0));
  }

  @Test
  void aBackendThatIsOffIsSeen() {
    AlteredBackend off =
        new AlteredBackend(
            new ReferenceBackend(), result -> new BatchResult(result.loss() * 1.01, 0), true);
    LossCurve curve = train(off, 2);

    assertThat(curve.largestDifference())
        .isCloseTo(0.01 * curve.expected().get(curve.worstStep()), within(1e-9));
  }

  private static LossCurve train(Backend backend, int steps) {
    return LossCurve.train(
        backend, NETWORK, OPTIONS, LossCurve.reference(NETWORK, OPTIONS.batchSize(), steps));
  }

  @Test
  void theWorstStepIsFound() {
    LossCurve curve = new LossCurve(List.of(2.0, 1.5, 1.0), List.of(2.1, 1.0, 1.3));

    assertThat(curve.worstStep()).isEqualTo(1);
    assertThat(curve.largestDifference()).isEqualTo(0.5);
  }

  @Test
  void noNumberIsTheWorst() {
    LossCurve curve = new LossCurve(List.of(2.0, Double.NaN, 9.0), List.of(2.0, 1.0, 1.0));

    assertThat(curve.worstStep()).isEqualTo(1);
    assertThat(curve.largestDifference()).isNaN();
  }
}
