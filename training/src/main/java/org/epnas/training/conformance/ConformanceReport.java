package org.epnas.training.conformance;

import java.util.List;
import java.util.Optional;

/**
 * What came of a suite of checks.
 *
 * @param results of the checks that were run, in their order
 * @param notRun checks that were left when the device was lost
 * @param lost why nothing more can be done on the device; empty if it still works
 */
public record ConformanceReport(List<CheckResult> results, int notRun, Optional<String> lost) {
  public ConformanceReport {
    results = List.copyOf(results);
  }

  /** How many checks ended so. */
  public int count(Class<? extends CheckResult> kind) {
    return Math.toIntExact(results.stream().filter(kind::isInstance).count());
  }

  /** Whether every promise is kept, as far as it concerns the backend. */
  public boolean passed() {
    return notRun == 0
        && count(CheckResult.Failed.class) == 0
        && count(CheckResult.Crashed.class) == 0;
  }
}
