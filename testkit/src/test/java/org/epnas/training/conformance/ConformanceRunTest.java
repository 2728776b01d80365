package org.epnas.training.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.epnas.testkit.fake.AlteredBackend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Precision;
import org.epnas.training.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** A suite that finds no planted fault would be worth nothing. */
final class ConformanceRunTest {
  /** Two of convolutions, one that trains for three steps, one that does not train. */
  private static final List<Check> CHECKS =
      ConformanceSuite.all().stream()
          .filter(check ->
              check.name().startsWith("convolution 3x3 stride 2 dilation 1 none")
                  || check.name().startsWith("decays weights")
                  || check.name().equals("evaluation changes no weights"))
          .toList();

  /**
   * 42 forms of convolution in 3 sizes, 15 other ops in 7, 4 pools that tile the image, a pool with
   * ties, 15 graphs, 4 about steps, 3 about logits; 4 about exact logits, 3 about repeated bits, 3
   * about input, 11 about the life of an executable.
   */
  @Test
  void everyCheckHasANameOfItsOwn() {
    assertThat(ConformanceSuite.all()).extracting(Check::name).hasSize(280).doesNotHaveDuplicates();
    // All but the last 21.
    assertThat(ConformanceSuite.numerical()).hasSize(258);
    assertThat(ConformanceSuite.resident()).hasSize(3);
  }

  @Test
  void aFaultlessBackendPasses() {
    ConformanceReport report = run(UnaryOperator.identity());

    assertThat(report.passed()).isTrue();
    assertThat(report.results()).hasSize(5).hasOnlyElementsOfType(CheckResult.Passed.class);
  }

  @Test
  void aWrongLossIsReportedWithWhatWasExpectedAndTheRestIsRun() {
    ConformanceReport report =
        run(result -> new BatchResult(result.loss() + 0.01, result.correct()));

    assertThat(report.passed()).isFalse();
    assertThat(report.count(CheckResult.Failed.class)).isEqualTo(4);
    assertThat(report.count(CheckResult.Passed.class)).isEqualTo(1);
    Mismatch mismatch = ((CheckResult.Failed) report.results().getFirst()).mismatch();
    assertThat(mismatch.what()).isEqualTo("loss");
    double difference =
        Double.parseDouble(mismatch.actual()) - Double.parseDouble(mismatch.expected());
    assertThat(difference).isBetween(0.0099, 0.0101);
    assertThat(Double.parseDouble(mismatch.tolerance())).isBetween(1e-5, 1e-3);
  }

  @Test
  void aLossThatIsNoNumberFails() {
    ConformanceReport report = run(result -> new BatchResult(Double.NaN, result.correct()));

    assertThat(report.count(CheckResult.Failed.class)).isEqualTo(4);
  }

  @Test
  void aValueThatIsNoNumberIsTheWorst() {
    double[] reference = {1, 2, 3, 4};

    assertThat(ReferenceComparison.worst(new double[] {1, 2.5, 3, 4}, reference)).isEqualTo(1);
    assertThat(ReferenceComparison.worst(new double[] {1, Double.NaN, 9, 4}, reference))
        .isEqualTo(1);
  }

  @Test
  void anErrorOfTheBackendIsACrashAndTheRestIsRun() {
    ConformanceReport report =
        run(_ -> {
          throw new BackendException("planted");
        });

    assertThat(report.count(CheckResult.Crashed.class)).isEqualTo(4);
    assertThat(report.count(CheckResult.Passed.class)).isEqualTo(1);
    assertThat(report.notRun()).isZero();
  }

  @Test
  void aLostDeviceEndsTheRun() {
    AtomicInteger steps = new AtomicInteger();
    List<Integer> told = new ArrayList<>();
    ConformanceReport report =
        ConformanceRun.run(
            CHECKS,
            subject(result -> {
              if (steps.incrementAndGet() > 1) {
                throw new BackendException("an illegal memory access");
              }
              return result;
            }),
            () -> Optional.of("cudaErrorIllegalAddress"),
            () -> false,
            (_, done, _) -> told.add(done));

    assertThat(report.results()).hasSize(2);
    assertThat(report.notRun()).isEqualTo(3);
    assertThat(report.lost()).contains("cudaErrorIllegalAddress");
    assertThat(report.passed()).isFalse();
    assertThat(told).containsExactly(1, 2);
  }

  @Test
  void whatIsNotRunAfterAStopIsCounted() {
    List<Integer> told = new ArrayList<>();
    ConformanceReport report =
        ConformanceRun.run(
            CHECKS,
            subject(UnaryOperator.identity()),
            Optional::empty,
            () -> told.size() == 2,
            (_, done, _) -> told.add(done));

    assertThat(report.results()).hasSize(2);
    assertThat(report.notRun()).isEqualTo(3);
    assertThat(report.lost()).isEmpty();
  }

  @Test
  void aCheckThatSaysNothingIsSkippedWithTheReason() {
    Check check =
        ConformanceSuite.all().stream()
            .filter(each -> each.name().equals("a program that fits no memory is a precise error"))
            .findFirst()
            .orElseThrow();

    assertThat(check.run(subject(UnaryOperator.identity())))
        .isEqualTo(new CheckResult.Skipped(check.name(), "the backend does not know its limit"));
  }

  private static ConformanceReport run(UnaryOperator<BatchResult> alteration) {
    return ConformanceRun.run(
        CHECKS, subject(alteration), Optional::empty, () -> false, (_, _, _) -> {});
  }

  private static Subject subject(UnaryOperator<BatchResult> alteration) {
    return new Subject(
        new AlteredBackend(new ReferenceBackend(), alteration, true),
        ReferenceBackend.DEVICE,
        Precision.FP32,
        true,
        1,
        Tolerance.FP32,
        OptionalLong::empty,
        OptionalInt.empty());
  }
}
