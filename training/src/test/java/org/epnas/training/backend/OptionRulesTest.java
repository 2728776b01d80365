package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OptionRulesTest {
  private static final Device DEVICE = new Device("cpu", "a processor", Set.of(Precision.FP32), 4);

  static Stream<Arguments> wrongSteps() {
    return Stream.of(
        Arguments.of(-0.1, 0.9, 0, 0, "Learning rate (-0.1) is out of range"),
        Arguments.of(Double.NaN, 0.9, 0, 0, "Learning rate (NaN) is out of range"),
        Arguments.of(0.1, 1, 0, 0, "Momentum (1.0) is out of range. Use a value in [0, 1)."),
        Arguments.of(0.1, 0.9, -1e-4, 0, "Weight decay (-1.0E-4) is out of range"),
        Arguments.of(0.1, 0.9, 0, 1.5, "Label smoothing (1.5) is out of range"));
  }

  @ParameterizedTest(name = "{4}")
  @MethodSource("wrongSteps")
  void hyperParametersHaveRanges(
      double rate, double momentum, double decay, double smoothing, String message) {
    assertThatThrownBy(() -> new StepOptions(rate, momentum, decay, smoothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aBatchHasImages() {
    assertThatThrownBy(() -> new CompileOptions(DEVICE, 0, Precision.FP32, 1, true, false, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Batch size (0) is below 1. Use 1 to evaluate, 2 or more to train.");
  }

  @Test
  void atLeastOneThreadComputes() {
    assertThatThrownBy(() -> new CompileOptions(DEVICE, 2, Precision.FP32, 0, true, false, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Thread count (0) is below 1. Use 1 or more.");
  }

  @Test
  void everyImageOfABatchHasALabel() {
    assertThatThrownBy(() -> new Batch(new float[8], new int[1], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Batch of (2) images has only (1) labels");
    assertThatThrownBy(() -> new Batch(new float[8], new int[1], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Batch has (0) images");
  }
}
