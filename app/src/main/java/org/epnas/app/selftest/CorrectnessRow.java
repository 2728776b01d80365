package org.epnas.app.selftest;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.nativecuda.Arithmetic;
import org.epnas.training.conformance.CheckResult;
import org.epnas.training.conformance.ConformanceReport;
import org.epnas.training.conformance.Mismatch;

/**
 * The checks of the backend contract in one arithmetic.
 *
 * @param skipped checks that say nothing about a GPU
 * @param notRun checks that were left when the device was lost or the test was interrupted
 * @param problems one for each check that failed or crashed
 */
public record CorrectnessRow(
    Arithmetic arithmetic,
    int passed,
    int failed,
    int crashed,
    int skipped,
    int notRun,
    List<Problem> problems) {
  /** A check that the device did not pass. */
  public record Problem(
      String check, String what, String expected, String actual, String tolerance) {}

  public CorrectnessRow {
    problems = List.copyOf(problems);
  }

  static CorrectnessRow of(Arithmetic arithmetic, ConformanceReport report) {
    return new CorrectnessRow(
        arithmetic,
        report.count(CheckResult.Passed.class),
        report.count(CheckResult.Failed.class),
        report.count(CheckResult.Crashed.class),
        report.count(CheckResult.Skipped.class),
        report.notRun(),
        report.results().stream().flatMap(CorrectnessRow::problem).toList());
  }

  private static Stream<Problem> problem(CheckResult result) {
    return switch (result) {
      case CheckResult.Passed _, CheckResult.Skipped _ -> Stream.empty();
      case CheckResult.Failed(String check, Mismatch mismatch) ->
          Stream.of(
              new Problem(
                  check,
                  mismatch.what(),
                  mismatch.expected(),
                  mismatch.actual(),
                  mismatch.tolerance()));
      case CheckResult.Crashed(String check, RuntimeException error) ->
          Stream.of(new Problem(check, "the whole check", "no error", error.toString(), ""));
    };
  }

  /** Whether nothing that was run failed. What was left says nothing. */
  boolean good() {
    return failed == 0 && crashed == 0;
  }
}
