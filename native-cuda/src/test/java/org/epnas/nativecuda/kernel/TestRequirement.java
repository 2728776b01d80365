package org.epnas.nativecuda.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of the machine: where it is missing, a person may go without, CI may not. */
final class TestRequirement {
  private TestRequirement() {}

  /** Skips the test, or fails it where the environment variable CI is set. */
  static void require(boolean met, String reason) {
    if (!met && System.getenv("CI") != null) {
      throw new IllegalStateException(reason);
    }
    assumeTrue(met, reason);
  }
}
