package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.nativecpu.KernelSurvey.Finding;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No operation of a search space may run on one of oneDNN's fallbacks. */
@EnabledIf(value = "hasAvx2", disabledReason = "oneDNN generates all kernels from AVX2 on")
final class KernelSurveyTest {
  private static final OneDnnBackend BACKEND = new OneDnnBackend();

  static boolean hasAvx2() {
    return OneDnnLibrary.get().instructionSet().matches("AVX(2|-512).*");
  }

  static List<Precision> precisions() {
    return BACKEND.devices().getFirst().precisions().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("precisions")
  void everyOperationHasACodeOfItsOwn(Precision precision) {
    List<Finding> findings = KernelSurvey.of(BACKEND, precision);

    assertThat(findings)
        .extracting(finding -> finding.implementation().step())
        .anyMatch(step -> step.startsWith("backward weights"))
        .anyMatch(step -> step.startsWith("backward data"));
    assertThat(findings).filteredOn(finding -> finding.implementation().fallback()).isEmpty();
  }
}
