package org.epnas.training.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs checks one after another. One that fails does not stop the others; a lost device does. */
public final class ConformanceRun {
  /** Is told of every check as it ends. */
  public interface Listener {
    /**
     * @param done checks so far, this one included
     * @param of checks there are
     */
    void checked(CheckResult result, int done, int of);
  }

  private ConformanceRun() {}

  /**
   * @param deviceError why nothing more can be done on the device, if so; asked after every check
   *     that did not pass
   * @param stop asked before every check whether to leave it and the rest
   */
  public static ConformanceReport run(
      List<Check> checks,
      Subject subject,
      Supplier<Optional<String>> deviceError,
      BooleanSupplier stop,
      Listener listener) {
    List<CheckResult> results = new ArrayList<>();
    Optional<String> lost = Optional.empty();
    for (Check check : checks) {
      if (stop.getAsBoolean()) {
        break;
      }
      CheckResult result = check.run(subject);
      results.add(result);
      listener.checked(result, results.size(), checks.size());
      lost = error(result, deviceError);
      if (lost.isPresent()) {
        break;
      }
    }
    return new ConformanceReport(results, checks.size() - results.size(), lost);
  }

  private static Optional<String> error(
      CheckResult result, Supplier<Optional<String>> deviceError) {
    return switch (result) {
      case CheckResult.Passed _, CheckResult.Skipped _ -> Optional.empty();
      case CheckResult.Failed _, CheckResult.Crashed _ -> deviceError.get();
    };
  }
}
