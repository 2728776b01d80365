package org.epnas.nativecuda.simulated;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * What a test needs of the machine it runs on. Where that is missing the test is skipped with the
 * reason; on a build server, which sets the environment variable {@code CI}, it fails.
 *
 * @param obstacle what is missing, and how to get it; empty if nothing is
 */
public record TestPrerequisite(Optional<String> obstacle, boolean buildServer) {
  static final String BUILD_SERVER = "CI";

  public static TestPrerequisite of(Optional<String> obstacle) {
    return of(obstacle, System.getenv());
  }

  static TestPrerequisite of(Optional<String> obstacle, Map<String, String> environment) {
    return new TestPrerequisite(obstacle, environment.containsKey(BUILD_SERVER));
  }

  /** For a condition of JUnit's. */
  ConditionEvaluationResult condition() {
    requireUnlessUser();
    return obstacle
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("Nothing is missing"));
  }

  /** For the beginning of a test. */
  public void assume() {
    requireUnlessUser();
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
  }

  private void requireUnlessUser() {
    if (buildServer && obstacle.isPresent()) {
      throw new IllegalStateException("Not to be skipped on a build server: " + obstacle.get());
    }
  }
}
