package org.epnas.testkit;

import java.util.List;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.conformance.Check;
import org.epnas.training.conformance.ConformanceSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a backend promises whose executables are {@link ResidentExecutable}s: the same as for single
 * batches, bit for bit.
 */
public abstract class ResidentContract extends ContractFixture {
  static List<Check> checks() {
    return ConformanceSuite.resident();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checks")
  void keepsThePromise(Check check) {
    run(check);
  }
}
