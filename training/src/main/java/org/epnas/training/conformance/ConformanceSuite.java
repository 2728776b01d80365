package org.epnas.training.conformance;

import java.util.List;
import java.util.stream.Stream;

/** The checks of what backends promise. The names of a list are unique. */
public final class ConformanceSuite {
  private ConformanceSuite() {}

  /** For every backend, compiled deterministically. */
  public static List<Check> all() {
    return Stream.of(
            NumericalChecks.ops(),
            NumericalChecks.steps(),
            NumericalChecks.repeats(),
            LogitsChecks.numerical(),
            LogitsChecks.exact(),
            InputChecks.all(),
            LifeCycleChecks.all())
        .flatMap(checks -> checks)
        .toList();
  }

  /** Those that compare numbers within the tolerance, for programs whose bits may vary. */
  public static List<Check> numerical() {
    return Stream.of(NumericalChecks.ops(), NumericalChecks.steps(), LogitsChecks.numerical())
        .flatMap(checks -> checks)
        .toList();
  }

  /** For backends whose executables are {@code ResidentExecutable}s. */
  public static List<Check> resident() {
    return ResidentChecks.all().toList();
  }
}
