package org.epnas.testkit;

import java.util.List;
import org.epnas.training.conformance.Check;
import org.epnas.training.conformance.ConformanceSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises, tested against the reference backend and through the public API
 * alone. The author of a backend extends this class and says which backend, device and precision it
 * is about. The checks themselves can also be run without JUnit: see {@link ConformanceSuite}.
 */
public abstract class BackendContract extends ContractFixture {
  static List<Check> checks() {
    return ConformanceSuite.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checks")
  void keepsThePromise(Check check) {
    run(check);
  }
}
