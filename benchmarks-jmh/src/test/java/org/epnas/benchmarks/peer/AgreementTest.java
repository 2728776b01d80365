package org.epnas.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.epnas.benchmarks.peer.Agreement.DisagreementException;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgreementTest {
  private static final Contender FP32 = contender(Precision.FP32);
  private static final Contender BF16 = contender(Precision.BF16);

  private static Contender contender(Precision precision) {
    return Contender.libtorch(new TrainingTask("A", precision, 2, 128), MemoryFormat.NCHW);
  }

  private static SequencedMap<String, float[]> results(float... losses) {
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    results.put("losses", losses);
    return results;
  }

  @Test
  void theDifferenceIsAShareOfTheLargestValue() {
    // 0.001 of 4.
    assertThat(Agreement.check("ours", results(4f, 1f), FP32, results(4f, 1.001f)))
        .isCloseTo(2.5e-4, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(floats = {2.01f, Float.NaN, Float.POSITIVE_INFINITY})
  void otherWorkIsRefused(float second) {
    assertThatThrownBy(() -> Agreement.check("ours", results(2f, 2f), FP32, results(2f, second)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("losses of (ours) and (libtorch fp32 nchw)")
        .hasMessageContaining("nothing is timed");
  }

  @Test
  void missingResultsAreRefused() {
    assertThatThrownBy(() -> Agreement.check("ours", results(2f, 2f), FP32, results(2f)))
        .isInstanceOf(DisagreementException.class);
    assertThatThrownBy(() -> Agreement.check("ours", results(2f), FP32, new LinkedHashMap<>()))
        .isInstanceOf(DisagreementException.class);
  }

  @Test
  void bf16MayRoundMore() {
    assertThat(Agreement.check("ours", results(2f), BF16, results(2.01f)))
        .isCloseTo(5e-3, within(1e-6));
  }
}
